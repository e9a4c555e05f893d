"""The blind chain, the same as shared/degradation/blind.ts: blur, antialiased bicubic decimation, noise, JPEG.

LR = down_s(correlate(HR, k, edges replicated)) + n. Kernels are 25 x 25 on the HR grid, non-negative, sum 1.
"""
import io
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

KERNEL = 25


def gaussian(sigma1, sigma2, angle, size=KERNEL):
    axis = np.arange(size) - (size - 1) / 2
    x, y = np.meshgrid(axis, axis)
    u = math.cos(angle) * x + math.sin(angle) * y
    v = -math.sin(angle) * x + math.cos(angle) * y
    k = np.exp(-0.5 * ((u / sigma1) ** 2 + (v / sigma2) ** 2))
    return k / k.sum()


def aperture(k, width):
    """A pixel aperture: convolution with a box of `width` HR pixels (fractional edges)."""
    half = int(math.ceil((width - 1) / 2))
    taps = np.ones(2 * half + 1)
    if half:
        taps[[0, -1]] = (width - (2 * half - 1)) / 2
    smooth = lambda line: np.convolve(line, taps, "same")
    k = np.apply_along_axis(smooth, 0, np.apply_along_axis(smooth, 1, k))
    return k / k.sum()


def random_kernel(random, scale):
    """A quarter near-delta (plain bicubic), the rest anisotropic Gaussians of 0.2 px up to the scale, some through a pixel aperture."""
    kind = random.random()
    if kind < 0.2:
        sigma = random.uniform(0.2, 0.4)
        return gaussian(sigma, sigma, 0.0)
    k = gaussian(random.uniform(0.2, scale), random.uniform(0.2, scale), random.uniform(0, math.pi))
    return aperture(k, random.uniform(1, scale)) if kind > 0.85 else k


def blur(x, kernels):
    """x [n, c, h, w], kernels [n, 25, 25]: correlation with replicated edges."""
    n, c, h, w = x.shape
    pad = KERNEL // 2
    x = F.pad(x, [pad] * 4, mode="replicate")
    side_h, side_w = h + 2 * pad, w + 2 * pad
    fx = torch.fft.rfft2(x, s=(side_h, side_w))
    fk = torch.fft.rfft2(kernels[:, None], s=(side_h, side_w))
    y = torch.fft.irfft2(fx * fk.conj(), s=(side_h, side_w))
    return y[:, :, :h, :w]


def resize(x, height, width):
    """Antialiased bicubic, a = -0.5, pixel centres (also when enlarging: torch's other path has a = -0.75)."""
    return F.interpolate(x, size=(height, width), mode="bicubic", antialias=True, align_corners=False)


def down(x, kernels, scale):
    return resize(blur(x, kernels), x.shape[2] // scale, x.shape[3] // scale)


def jpeg(lr, quality):
    array = (lr.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
    file = io.BytesIO()
    Image.fromarray(array).save(file, "JPEG", quality=int(quality))
    return torch.from_numpy(np.asarray(Image.open(file)).copy()).permute(2, 0, 1).float() / 255


class Chain:
    """Random degraded pairs in model range (each band's 1st and 99th percentile at 0 and 1, jittered); a share `plain` is only decimated."""

    def __init__(self, crops, seed, noise=10 / 255, jpeg_share=0.08, plain=0.0):
        self.crops, self.plain = crops, plain
        self.random = np.random.default_rng(seed)
        self.noise = noise
        self.jpeg_share = jpeg_share

    def draw(self, count, side, scale=None):
        """dict of hr, up [n,3,side,side], lr [n,3,side/s,side/s], kernel [n,25,25], scale [n,1], noise [n,1] in model range."""
        r = self.random
        scale = scale or int(r.choice([2, 3, 4], p=[0.25, 0.2, 0.55]))
        side = side // (4 * scale) * 4 * scale
        hr, low, high = self.crops.draw(count, side)
        plain = r.random(count) < self.plain
        kernels = torch.from_numpy(np.stack([gaussian(0.1, 0.1, 0.0) if p else random_kernel(r, scale) for p in plain])).float()
        lr = down(hr, kernels, scale)
        sigma = torch.from_numpy(np.where((r.random(count) < 0.25) | plain, 0, r.uniform(0, self.noise, count))).float()[:, None, None, None]
        lr = lr + sigma * torch.from_numpy(r.standard_normal(lr.shape, dtype=np.float32))
        for i in range(count):
            if not plain[i] and r.random() < self.jpeg_share:
                lr[i] = jpeg(lr[i], r.uniform(60, 95))
            elif r.random() < 0.5:
                lr[i] = (lr[i].clamp(0, 1) * 255).round() / 255
        spread = high - low
        jitter = torch.from_numpy(r.uniform(-0.15, 0.15, (2, count, 1, 1, 1)).astype(np.float32))
        low, high = low + jitter[0] * spread, high + jitter[1] * spread
        normal = lambda x: (x - low) / (high - low)
        lr = normal(lr)
        return {
            "hr": normal(hr), "lr": lr, "up": resize(lr, side, side), "kernel": kernels,
            "scale": torch.full((count, 1), float(scale)), "noise": (sigma / (high - low)).mean(1)[:, :, 0],
        }
