"""Pillow (mode F), PyTorch and numpy resampling of one random image: `python3 test/golden/resample.py`."""
import numpy as np
import PIL
import torch
import torch.nn.functional as F
from PIL import Image

from golden import pack, write

SEED = 11
HEIGHT, WIDTH = 12, 9
SIZES = [(12, 9), (48, 36), (24, 27), (17, 21), (5, 4), (3, 2), (4, 20), (1, 1), (25, 2)]
PILLOW = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}


def area(x, to):
    """Exact footprint means along the first axis: differences of the interpolated cumulative sum."""
    size = x.shape[0]
    total = np.vstack([np.zeros(x.shape[1]), np.cumsum(x, 0)])
    edges = np.arange(to + 1) * size / to
    at = np.stack([np.interp(edges, np.arange(size + 1), column) for column in total.T], 1)
    return np.diff(at, axis=0) * to / size


image = np.random.default_rng(SEED).random((HEIGHT, WIDTH), np.float32)
cases = []
for height, width in SIZES:
    for kernel, code in PILLOW.items():
        output = np.asarray(Image.fromarray(image, "F").resize((width, height), code))
        cases.append({"by": "pillow", "kernel": kernel, "output": pack(output)})
    for kernel in ("bilinear", "bicubic"):
        tensor = torch.from_numpy(image.astype(np.float64))[None, None]
        output = F.interpolate(tensor, size=(height, width), mode=kernel, antialias=True, align_corners=False)
        cases.append({"by": "torch", "kernel": kernel, "output": pack(output[0, 0].numpy().astype(np.float32))})
    output = F.interpolate(torch.from_numpy(image)[None, None], size=(height, width), mode="nearest-exact")
    cases.append({"by": "torch", "kernel": "nearest", "output": pack(output[0, 0].numpy())})
    output = area(area(image.astype(np.float64), height).T, width).T
    cases.append({"by": "numpy", "kernel": "area", "output": pack(output.astype(np.float32))})
write("resample", SEED, [np, PIL, torch], {"input": pack(image), "cases": cases})
