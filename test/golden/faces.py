"""The face chain and the turbulence simulator of models/training/faces_degradations.py: `python3 test/golden/faces.py`."""
import os
import sys

import numpy as np
import PIL
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "models", "training"))
import faces_degradations as chain  # noqa: E402
from degradations import jpeg, resize  # noqa: E402
from golden import pack, write  # noqa: E402

SEED = 21
SIDE = 24


def picture(random, side):
    """Smooth colours with edges: what JPEG and blur act on."""
    y, x = np.mgrid[:side, :side] / side
    out = [0.5 + 0.3 * np.sin(7 * x + 2 * k) * np.cos(5 * y) + 0.2 * ((x - 0.5) ** 2 + (y - 0.4) ** 2 < 0.08) for k in range(3)]
    return torch.from_numpy((np.stack(out) + 0.03 * random.standard_normal((3, side, side))).clip(0, 1).astype(np.float32))


class Recorded:
    """A generator that keeps the fields and numbers it gives."""

    def __init__(self, random):
        self.random, self.normals, self.uniforms = random, [], []

    def standard_normal(self, *args, **more):
        self.normals.append(self.random.standard_normal(*args, **more))
        return self.normals[-1]

    def uniform(self, *args):
        self.uniforms.append(float(self.random.uniform(*args)))
        return self.uniforms[-1]


random = np.random.default_rng(SEED)
x = picture(random, SIDE)
blind = []
for p in [
    {"sigma": (2.5, 2.5), "angle": 0.0, "scale": 2.3, "noise": 0.0},
    {"sigma": (6.0, 0.7), "angle": 0.9, "scale": 3.1, "noise": 0.0},
    {"sigma": (0.1, 0.2), "angle": 0.3, "scale": 0.8, "noise": 0.0},
    {"sigma": (1.0, 3.0), "angle": 2.5, "scale": 16.0, "noise": 0.0},
]:
    y = chain.shrink(chain.correlate(x, torch.from_numpy(chain.gaussian(*p["sigma"], p["angle"], chain.KERNEL)).float()) if max(p["sigma"]) > 0.2 else x, max(8, round(SIDE / p["scale"])))
    blind.append(p | {"y": pack(y.numpy()), "up": pack(resize(y[None], SIDE, SIDE)[0].numpy())})

through = [{"quality": q, "levels": pack((jpeg(x, q) * 255).round().numpy())} for q in (30.9, 75.2, 95.0)]

turbulent = []
for p in [
    {"tilt": 2.0, "correlation": 6.0, "blur": 2.5, "scale": 2.0, "noise": 0.0},
    {"tilt": 0.8, "correlation": 12.0, "blur": 0.8, "scale": 1.01, "noise": 0.0},
]:
    recorded = Recorded(random)
    y, shift = chain.turbulence(x, p, recorded)
    white, mixture = recorded.normals[:2]
    turbulent.append(p | {
        "white": pack(white.astype(np.float32)), "mixture": pack(mixture.astype(np.float32)), "uniforms": recorded.uniforms,
        "shift": pack(shift.numpy()), "y": pack(y.numpy()),
    })

write("faces", SEED, [np, torch, PIL], {"x": pack(x.numpy()), "blind": blind, "jpeg": through, "turbulence": turbulent})
