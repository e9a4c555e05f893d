"""The blind face chain and the turbulence simulator, the same as in shared/degradation: face-chain.ts and turbulence.ts.

Sizes are those of methods of 512 px (GFPGAN, DifFace) halved for 256 px faces.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

from degradations import gaussian, jpeg, resize

KERNEL = 21


def correlate(x, kernel):
    """x [c,h,w], kernel [k,k]: correlation with replicated edges."""
    pad = kernel.shape[-1] // 2
    side = (x.shape[1] + 2 * pad, x.shape[2] + 2 * pad)
    y = F.pad(x[None], [pad] * 4, mode="replicate")[0]
    product = torch.fft.rfft2(y, s=side) * torch.fft.rfft2(kernel, s=side).conj()
    return torch.fft.irfft2(product, s=side)[:, : x.shape[1], : x.shape[2]]


def shrink(x, side):
    return F.interpolate(x[None], size=(side, side), mode="bilinear", antialias=True, align_corners=False)[0]


def noisy(x, sigma, random):
    return x + sigma * torch.from_numpy(random.standard_normal(x.shape, dtype=np.float32))


def draw_blind(random):
    """Parameters of one degradation: blur deviations [px], angle, down-sampling, noise [0..1], JPEG quality."""
    iso = random.random() < 0.5
    one = random.uniform(0.1, 7.5)
    return {
        "sigma": (one, one) if iso else (one, random.uniform(0.1, 7.5)),
        "angle": random.uniform(0, math.pi),
        "scale": math.exp(random.uniform(math.log(0.8), math.log(16))) if random.random() < 0.5 else random.uniform(0.8, 16),
        "noise": random.uniform(0, 20) / 255,
        "quality": random.uniform(30, 100),
    }


def draw_mild(random):
    """What most photographs that people bring have: less blur and noise than the blind chain's mean, any of its JPEG qualities."""
    p, width = draw_blind(random), math.exp(random.uniform(math.log(0.3), math.log(4)))
    ratio = 1 if p["sigma"][0] == p["sigma"][1] else math.exp(random.uniform(-0.7, 0.7))
    return p | {"sigma": (width, width * ratio), "scale": math.exp(random.uniform(0, math.log(8))), "noise": random.uniform(0, 12) / 255}


def draw_small(random):
    """Little else than too few pixels: a thumbnail, or a face far away in a good photograph."""
    p, width = draw_blind(random), random.uniform(0.1, 0.8)
    return p | {"sigma": (width, width), "scale": math.exp(random.uniform(math.log(1.5), math.log(10))), "noise": random.uniform(0, 3) / 255, "quality": random.uniform(85, 100)}


def degrade(x, p, random):
    """x [3,side,side] -> the degraded face at its own small size."""
    if max(p["sigma"]) > 0.2:
        x = correlate(x, torch.from_numpy(gaussian(*p["sigma"], p["angle"], KERNEL)).float())
    x = shrink(x, max(8, round(x.shape[1] / p["scale"])))
    return jpeg(noisy(x, p["noise"], random), p["quality"])


def smooth_field(random, side, correlation, count):
    """`count` white Gaussian fields smoothed by a Gaussian of `correlation` pixels, at unit deviation; periodic."""
    white = random.standard_normal((count, side, side))
    f = np.fft.fftfreq(side)
    gain = np.exp(-2 * (math.pi * correlation) ** 2 * (f[:, None] ** 2 + f[None] ** 2))
    field = np.fft.ifft2(np.fft.fft2(white) * gain).real
    # the deviation expected of the filter, not the one drawn
    return field / math.sqrt((gain**2).mean())


PSFS = 4


def draw_turbulence(random):
    """Tilt: root mean square shift [px] and correlation length [px]; blur: largest deviation [px]; down-sampling; noise."""
    return {
        "tilt": random.uniform(0.3, 3.0),
        "correlation": random.uniform(5, 16),
        "blur": random.uniform(0.8, 5.0),
        "scale": random.uniform(1, 3),
        "noise": random.uniform(0, 12) / 255,
    }


def turbulence(x, p, random):
    """x [3,side,side] -> warped, blurred by a smooth mixture of point spread functions, down-sampled, noisy; same side.
    Returns also the shift field [2,side,side] in pixels (x, y)."""
    side = x.shape[1]
    shift = torch.from_numpy(smooth_field(random, side, p["correlation"], 2)).float() * p["tilt"]
    grid = torch.arange(side, dtype=torch.float32)
    place = torch.stack([grid[None, :] + shift[0], grid[:, None] + shift[1]], -1)
    x = F.grid_sample(x[None], ((place + 0.5) / side * 2 - 1)[None], mode="bilinear", padding_mode="border", align_corners=False)[0]
    weights = torch.from_numpy(np.exp(1.5 * smooth_field(random, side, 24.0, PSFS))).float()
    weights = weights / weights.sum(0)
    out = torch.zeros_like(x)
    for k in range(PSFS):
        wide, narrow = p["blur"] * (k + 1) / PSFS, p["blur"] * (k + 1) / PSFS * random.uniform(0.4, 1)
        kernel = gaussian(max(wide, 0.2), max(narrow, 0.2), random.uniform(0, math.pi), 2 * math.ceil(3 * max(wide, 0.2)) + 1)
        out = out + weights[k] * correlate(x, torch.from_numpy(kernel).float())
    if p["scale"] > 1.02:
        out = shrink(out, round(side / p["scale"]))
    out = noisy(out, p["noise"], random).clamp(0, 1)
    return resize(out[None], side, side)[0], shift


class Chain:
    """Batches of blind pairs: hr, up [n,3,256,256] in [0,1]."""

    def __init__(self, portraits, seed):
        self.portraits, self.random = portraits, np.random.default_rng(seed)

    def draw(self, count, side):
        hr = self.portraits.draw(count, side)
        up = torch.stack([resize(degrade(x, draw_blind(self.random), self.random)[None], side, side)[0] for x in hr])
        return {"hr": hr, "up": up}


class Mixed(Chain):
    """Half blind pairs, half mild ones."""

    kinds = (draw_blind, draw_mild)
    turn = 0

    def draw(self, count, side):
        hr = self.portraits.draw(count, side)
        drawn = [self.kinds[(self.turn + i) % len(self.kinds)](self.random) for i in range(count)]
        self.turn += count
        return {"hr": hr, "up": torch.stack([resize(degrade(x, p, self.random)[None], side, side)[0] for x, p in zip(hr, drawn)])}


class Broad(Mixed):
    """Three in eight pairs blind, three mild, two only small."""

    kinds = (draw_blind, draw_mild, draw_small, draw_blind, draw_mild, draw_blind, draw_mild, draw_small)


class Turbulence(Chain):
    """Batches through the turbulence simulator: hr, up, theta [n,4] (normalised parameters), shift [n,2,side/8,side/8] px."""

    def draw(self, count, side):
        hr = self.portraits.draw(count, side)
        up, theta, shifts = [], [], []
        for x in hr:
            p = draw_turbulence(self.random)
            y, shift = turbulence(x, p, self.random)
            up.append(y)
            shifts.append(F.avg_pool2d(shift[None], 8)[0])
            theta.append([p["tilt"] / 3, p["correlation"] / 16, p["blur"] / 5, p["noise"] * 255 / 12])
        return {"hr": hr, "up": torch.stack(up), "theta": torch.tensor(theta), "shift": torch.stack(shifts)}
