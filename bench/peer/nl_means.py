"""Non-local means of scikit-image as its gallery runs it: `python3 nl_means.py IN OUT N H W`, raw float32 in and out.
The noise level is estimated per slice; h = 0.8 sigma, patches of 5, distance 6, fast mode."""
import sys

import numpy as np
from skimage.restoration import denoise_nl_means, estimate_sigma

source, target, *shape = sys.argv[1:]
x = np.fromfile(source, np.float32).reshape([int(v) for v in shape])
out = []
for image in x:
    sigma = estimate_sigma(image)
    out.append(denoise_nl_means(image, h=0.8 * sigma, sigma=sigma, fast_mode=True, patch_size=5, patch_distance=6))
np.stack(out).astype(np.float32).tofile(target)
