"""The discrete cosine chain (Nichol and Dhariwal 2021, s = 0.008, beta clipped at 0.999), as in shared/diffusion/schedule.ts."""
import math

import numpy as np
import torch

STEPS = 1000


def cosine(steps=STEPS, s=0.008):
    level = lambda u: math.cos((u + s) / (1 + s) * math.pi / 2) ** 2
    beta = [min(1 - level((i + 1) / steps) / level(i / steps), 0.999) for i in range(steps)]
    return torch.from_numpy(np.cumprod(1 - np.array(beta)))


ABAR = cosine()


def diffuse(x0, t, noise):
    """z_t = sqrt(A_t) x0 + sqrt(1 - A_t) n for integer t [n]."""
    a = ABAR[t].float().view(-1, *[1] * (x0.dim() - 1))
    return a.sqrt() * x0 + (1 - a).sqrt() * noise


def ddim(denoise, z, steps, eta=0.0, generator=None):
    """DDIM over `steps` indices from 999 down (ddim() of shared/diffusion)."""
    index = [round(999 * (steps - i) / steps) for i in range(steps)]
    for i, t in enumerate(index):
        a = ABAR[t].item()
        last = i + 1 == steps
        previous = 1.0 if last else ABAR[index[i + 1]].item()
        x0 = denoise(z, torch.full((z.shape[0],), float(t)))
        sigma = 0.0 if last else eta * math.sqrt((1 - previous) / (1 - a)) * math.sqrt(1 - a / previous)
        keep = math.sqrt(max(1 - previous - sigma**2, 0)) / math.sqrt(1 - a)
        z = keep * z + (math.sqrt(previous) - keep * math.sqrt(a)) * x0
        if sigma:
            z = z + sigma * torch.randn(z.shape, generator=generator)
    return z
