"""Blur (torch conv2d over replicated edges) and antialiased bicubic decimation in float64: `python3 test/golden/degradation.py`."""
import math

import numpy as np
import torch
import torch.nn.functional as F

from golden import pack, write

SEED = 12
CASES = [
    {"scale": 2, "sigma1": 0.9, "sigma2": 0.9, "angle": 0.0, "size": 25, "height": 10, "width": 13},
    {"scale": 4, "sigma1": 3.5, "sigma2": 1.2, "angle": 0.6, "size": 25, "height": 9, "width": 7},
    {"scale": 3, "sigma1": 0.3, "sigma2": 4.0, "angle": 2.2, "size": 25, "height": 11, "width": 4},
    {"scale": 4, "sigma1": 0.2, "sigma2": 0.2, "angle": 0.0, "size": 25, "height": 2, "width": 1},
    {"scale": 2, "sigma1": 2.0, "sigma2": 1.0, "angle": -0.4, "size": 15, "height": 12, "width": 12},
]


def gaussian(sigma1, sigma2, angle, size):
    axis = np.arange(size) - (size - 1) / 2
    x, y = np.meshgrid(axis, axis)
    u = math.cos(angle) * x + math.sin(angle) * y
    v = -math.sin(angle) * x + math.cos(angle) * y
    k = np.exp(-0.5 * ((u / sigma1) ** 2 + (v / sigma2) ** 2))
    return k / k.sum()


random = np.random.default_rng(SEED)
cases = []
for case in CASES:
    scale, size = case["scale"], case["size"]
    kernel = gaussian(case["sigma1"], case["sigma2"], case["angle"], size)
    x = torch.from_numpy(random.random((1, 2, scale * case["height"], scale * case["width"]), np.float32)).double()
    padded = F.pad(x, [size // 2] * 4, mode="replicate")
    blurred = F.conv2d(padded.transpose(0, 1), torch.from_numpy(kernel)[None, None]).transpose(0, 1)
    y = F.interpolate(blurred, size=(case["height"], case["width"]), mode="bicubic", antialias=True, align_corners=False)
    cases.append(case | {"kernel": pack(kernel), "x": pack(x.float().numpy()), "y": pack(y.float().numpy())})
# A kernel without symmetry of any kind tells correlation from convolution and rows from columns.
kernel = random.random((5, 5)) ** 4
kernel /= kernel.sum()
x = torch.from_numpy(random.random((1, 1, 16, 24), np.float32)).double()
blurred = F.conv2d(F.pad(x, [2] * 4, mode="replicate"), torch.from_numpy(kernel)[None, None])
y = F.interpolate(blurred, size=(8, 12), mode="bicubic", antialias=True, align_corners=False)
cases.append({"scale": 2, "size": 5, "kernel": pack(kernel), "x": pack(x.float().numpy()), "y": pack(y.float().numpy())})
write("degradation", SEED, [np, torch], {"cases": cases})
