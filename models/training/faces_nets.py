"""Networks of the face models: 256 px aligned faces behind a pixel-unshuffle, four levels, no normalisation layers.

Aligned faces have their parts at known places: the two coarse levels carry a learned map of the position.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from nets import Block, Embed, sinusoids, zero

DEVIATION = 0.5  # of faces in [-1, 1]
STEPS = 1000


def linear_abar():
    """The linear chain of DDPM (Ho et al. 2020), as in shared/diffusion/schedule.ts."""
    beta = torch.linspace(1e-4, 0.02, STEPS, dtype=torch.float64)
    return torch.cumprod(1 - beta, 0)


class FaceUNet(nn.Module):
    """x [n,3,h,w] and `conditions` more images of the same shape (their stems start silent). `fine` images are also seen at full size
    by a thin last stage, led by features of the trunk: noise that has to be told from detail pixel by pixel need not pass the trunk.
    `late` more of them start silent there. `deep`: more blocks on either side of the finest level, silent at first."""

    def __init__(self, conditions=0, time=False, latent=0, spatial=0, fine=0, late=0, deep=0, shuffle=4, widths=(64, 96, 128, 160), blocks=(2, 2, 2, 3), embedding=128, grid=64):
        super().__init__()
        image, self.shuffle = 3 * shuffle**2, shuffle
        self.stem = nn.Conv2d(image, widths[0], 3, padding=1)
        self.stems = nn.ModuleList(zero(nn.Conv2d(image, widths[0], 3, padding=1)) for _ in range(conditions))
        self.constant = nn.Parameter(torch.zeros(embedding))
        if time:
            self.time = Embed(32, embedding, start_at_zero=False)
        if latent:
            self.latent = Embed(latent, embedding)
        if spatial:
            self.spatial = zero(nn.Conv2d(spatial, widths[1], 3, padding=1))
        stage = lambda width, count: nn.ModuleList(Block(width, embedding) for _ in range(count))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in zip(widths, widths[1:]))
        self.inner = nn.ModuleList(stage(w, c) for w, c in zip(widths, blocks))
        self.up = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in zip(widths, widths[1:]))
        self.outer = nn.ModuleList(stage(w, c) for w, c in zip(widths[:-1], blocks[:-1]))
        for finest in (self.inner[0], self.outer[0]):
            for _ in range(deep):
                finest.append(Block(widths[0], embedding))
                zero(finest[-1].last)
        self.places = nn.ParameterList(nn.Parameter(torch.zeros(1, w, grid >> i, grid >> i)) for i, w in enumerate(widths) if i >= 2)
        self.head = zero(nn.Conv2d(widths[0], image, 3, padding=1))
        if fine:
            self.lead = nn.Conv2d(widths[0], 16 * shuffle**2, 3, padding=1)
            self.fine = nn.ModuleList([nn.Conv2d(16 + 3 * fine, 24, 3, padding=1), nn.Conv2d(24, 24, 3, padding=1), zero(nn.Conv2d(24, 3, 3, padding=1))])
            self.late = nn.ModuleList(zero(nn.Conv2d(3, 24, 3, padding=1)) for _ in range(late))

    def forward(self, x, conditions=(), t=None, latent=None, spatial=None, fine=()):
        e = self.constant[None].expand(x.shape[0], -1)
        if t is not None:
            e = e + self.time(sinusoids(t))
        if latent is not None:
            e = e + self.latent(latent)
        e = F.leaky_relu(e, 0.1)
        x = self.stem(F.pixel_unshuffle(x, self.shuffle))
        for stem, condition in zip(self.stems, conditions):
            x = x + stem(F.pixel_unshuffle(condition, self.shuffle))
        skips = []
        for i, stage in enumerate(self.inner):
            if i:
                x = self.down[i - 1](x)
            if i == 1 and spatial is not None:
                x = x + self.spatial(spatial)
            if i >= 2:
                x = x + self.places[i - 2]
            for block in stage:
                x = block(x, e)
            skips.append(x)
        for i in reversed(range(len(self.outer))):
            x = skips[i] + F.interpolate(self.up[i](x), scale_factor=2.0, mode="nearest")
            for block in self.outer[i]:
                x = block(x, e)
        out = F.pixel_shuffle(self.head(x), self.shuffle)
        if fine:
            first = len(fine) - len(self.late)
            y = self.fine[0](torch.cat([F.pixel_shuffle(self.lead(x), self.shuffle), *fine[:first]], 1))
            for layer, image in zip(self.late, fine[first:]):
                y = y + layer(image)
            for layer in self.fine[1:]:
                y = layer(F.leaky_relu(y, 0.1))
            out = out + y
        return out


class Regression(nn.Module):
    """up [n,3,256,256] in [-1,1] -> the restored face. The deep one continues from the other's weights."""

    def __init__(self, deep=False):
        super().__init__()
        self.body = FaceUNet(fine=1, deep=2) if deep else FaceUNet()

    def forward(self, up):
        return up + self.body(up, fine=(up,) if hasattr(self.body, "fine") else ())


class Chain(nn.Module):
    """The linear chain; z / sqrt(A_t) is the image with noise of deviation sigma = sqrt((1 - A_t) / A_t)."""

    def __init__(self):
        super().__init__()
        self.register_buffer("abar", linear_abar().float(), persistent=False)

    def scales(self, t):
        a = self.abar[t.long()][:, None, None, None]
        sigma = ((1 - a) / a).sqrt()
        return a.sqrt(), sigma, (sigma**2 + DEVIATION**2).sqrt()

    def diffuse(self, x0, t, noise):
        root, sigma, _ = self.scales(t)
        return root * (x0 + sigma * noise)


class Diffusion(Chain):
    """The prior: x0 from the state z at index t, preconditioned as Karras et al. 2022 (EDM, table 1)."""

    def __init__(self, fine=1):
        super().__init__()
        self.body = FaceUNet(time=True, fine=fine)

    def forward(self, z, t):
        root, sigma, spread = self.scales(t)
        x = z / root
        scaled = x / spread
        residual = self.body(scaled, t=t, fine=(scaled,) if hasattr(self.body, "fine") else ())
        return DEVIATION**2 / spread**2 * x + sigma * DEVIATION / spread * residual

    def weight(self, t):
        """Error of x0 times this is the error of the network's own output, about unit deviation at every level."""
        _, sigma, spread = self.scales(t)
        return spread / (sigma * DEVIATION)


class Conditional(Chain):
    """x0 from z, t and an image `up` in [-1,1], as a residual to it: continues from the regression network's weights, to which it is equal
    as long as the state is silent."""

    def __init__(self, latent=0, spatial=0, grid=64):
        super().__init__()
        self.body = FaceUNet(conditions=1, time=True, latent=latent, spatial=spatial, fine=2, grid=grid)

    def forward(self, z, up, t, latent=None, spatial=None):
        root, _, spread = self.scales(t)
        scaled = z / (root * spread)
        return up + self.body(up, (scaled,), t, latent, spatial, fine=(scaled, up))


class Cascaded(Chain):
    """x0 from z, t, the degraded face `up` and an earlier stage's result `low`, both [n,3,256,256] in [-1,1], as a residual to the degraded face:
    continues from the deep regression's weights, to which it is equal as long as state and earlier result are silent."""

    def __init__(self):
        super().__init__()
        self.body = FaceUNet(conditions=2, time=True, fine=1, late=2, deep=2)

    def forward(self, z, up, low, t):
        root, _, spread = self.scales(t)
        scaled = z / (root * spread)
        return up + self.body(up, (scaled, low), t, fine=(up, scaled, low))


class ErrorEstimate(nn.Module):
    """up [n,3,256,256] in [-1,1] -> natural logarithm of the RMSE that the regression is expected to have on it, [n,1]."""

    def __init__(self, widths=(48, 64, 96, 128)):
        super().__init__()
        self.stem = nn.Conv2d(48, widths[0], 3, padding=1)
        self.down = nn.ModuleList(nn.Conv2d(a, b, 3, stride=2, padding=1) for a, b in zip(widths, widths[1:]))
        self.last = nn.Linear(sum(widths), 64)
        self.out = nn.Linear(64, 1)

    def forward(self, up):
        x = F.leaky_relu(self.stem(F.pixel_unshuffle(up, 4)), 0.1)
        seen = [x.mean((2, 3))]
        for layer in self.down:
            x = F.leaky_relu(layer(x), 0.1)
            seen.append(x.mean((2, 3)))
        return self.out(F.leaky_relu(self.last(torch.cat(seen, 1)), 0.1)) - 2.0


LATENT = 64


class LatentEncoder(nn.Module):
    """Images [n,c,256,256] in [-1,1] -> mean and log variance of the degradation's latent, [n,64] each, and a map [n,2,32,32]."""

    def __init__(self, images, widths=(48, 96, 128)):
        super().__init__()
        self.stem = nn.Conv2d(48 * images, widths[0], 3, padding=1)
        self.to_map = nn.Conv2d(widths[0], widths[1], 2, stride=2)
        self.context = nn.ModuleList(nn.Conv2d(widths[1], widths[1], 3, padding=1) for _ in range(3))
        self.deep = nn.Conv2d(widths[1], widths[2], 2, stride=2)
        self.map = zero(nn.Conv2d(widths[1], 2, 3, padding=1))
        self.head = zero(nn.Linear(widths[1] + widths[2], 2 * LATENT))

    def forward(self, x):
        x = F.leaky_relu(self.stem(F.pixel_unshuffle(x, 4)), 0.1)
        x = self.to_map(x)
        for layer in self.context:
            x = x + F.leaky_relu(layer(x), 0.1)
        y = F.leaky_relu(self.deep(x), 0.1)
        mean, log_variance = self.head(torch.cat([x.mean((2, 3)), y.mean((2, 3))], 1)).chunk(2, 1)
        return mean, log_variance, self.map(x)


class VarDiff(nn.Module):
    """AT-VarDiff (Wang et al. 2023): a latent of the degradation, from the input alone or (training) from the truth too, conditions
    the diffusion; it is held to the simulator's parameters."""

    def __init__(self):
        super().__init__()
        self.prior, self.posterior = LatentEncoder(1), LatentEncoder(2)
        self.denoiser = Conditional(latent=LATENT, spatial=2)
        self.theta = nn.Linear(LATENT, 4)
