"""Networks of the MR models: one channel, behind a pixel-unshuffle by 2."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from nets import RESIDUAL_SCALE, Block, Embed, UNet, sinusoids, zero

SIZE = {"channels": 1, "shuffle": 2, "widths": (64, 96, 128), "blocks": (2, 2, 4)}


LATE = 3  # blocks that the later phases add where DisC-Diff has them too


def regression(late=0):
    return UNet(late=late, **SIZE)


def refiner(late=0):
    """Diffuses what the regression leaves, conditioned on the zero-filled image and the regression's."""
    return UNet(diffuse=True, first=True, late=late, **SIZE)


class NoiseConditional(nn.Module):
    """D(z, sigma) with the preconditioning of Karras et al. 2022 (EDM, table 1); z and x0 in model range, sigma [n]."""

    DEVIATION = 0.25

    def __init__(self):
        super().__init__()
        self.body = UNet(**SIZE)

    def forward(self, z, t):
        sigma = t[:, None, None, None]
        spread = (sigma**2 + self.DEVIATION**2).sqrt()
        # the body takes an image around 0.5 and a condition around 3
        x = (z - 0.3) / spread * self.DEVIATION + 0.5
        residual = self.body(x, 3.0 + torch.log(t)[:, None] / 2) * RESIDUAL_SCALE
        skip = self.DEVIATION**2 / spread**2
        return 0.3 + skip * (z - 0.3) + sigma * self.DEVIATION / spread * residual


class Stream(nn.Module):
    """One encoder of DisC-Diff: unshuffled image -> features at a half, a quarter and an eighth."""

    def __init__(self, channels, widths, embedding):
        super().__init__()
        a, b, c = widths
        self.stem = nn.Conv2d(4 * channels, a, 3, padding=1)
        self.one, self.two = Block(a, embedding), Block(b, embedding)
        self.down1, self.down2 = nn.Conv2d(a, b, 2, stride=2), nn.Conv2d(b, c, 2, stride=2)

    def forward(self, x, e):
        x1 = self.one(self.stem(F.pixel_unshuffle(x, 2)), e)
        x2 = self.two(self.down1(x1), e)
        return x1, x2, self.down2(x2)


class SqueezeExcitation(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first, self.last = nn.Linear(width, width // 8), nn.Linear(width // 8, width)

    def forward(self, x):
        return x * torch.sigmoid(self.last(F.silu(self.first(x.mean((2, 3))))))[:, :, None, None]


def gaussian(deviation, side=9):
    x = torch.arange(side) - side // 2
    line = torch.exp(-0.5 * (x / deviation) ** 2)
    return line[:, None] * line[None] / line.sum() ** 2


class LocalRegression(nn.Module):
    """What guided filters see (He, Sun & Tang 2013; with weights that learn, Wu et al. 2018): the slope of the target's band on the
    reference's around each pixel, times the reference's finer detail, and the correlation of the two. A convolution cannot divide.

    target [n,2,h,w], reference [n,1,h,w]. Returns [n, features, h, w]. The bands start as differences of Gaussians just below the Nyquist
    frequencies of x2, x3 and x4.
    """

    BANDS, WINDOWS, FLOOR = ((0.7, 1.4), (1.0, 2.0), (1.4, 2.8)), (5, 11, 23), 5e-5
    features = 2 * len(BANDS) * len(WINDOWS)

    def __init__(self):
        super().__init__()
        bands, side = len(self.BANDS), 9
        conv = lambda channels: nn.Conv2d(channels, bands, side, padding=side // 2, bias=False)
        self.target, self.guide, self.detail = conv(2), conv(1), conv(1)
        delta = torch.zeros(side, side)
        delta[side // 2, side // 2] = 1
        with torch.no_grad():
            self.target.weight.zero_()
            for band, (fine, coarse) in enumerate(self.BANDS):
                self.target.weight[band, 0] = self.guide.weight[band, 0] = gaussian(fine) - gaussian(coarse)
                self.detail.weight[band, 0] = delta - gaussian(fine)

    def forward(self, target, reference):
        u, r, detail = self.target(target).float(), self.guide(reference).float(), self.detail(reference).float()
        out = []
        for side in self.WINDOWS:
            mean = lambda x: F.avg_pool2d(F.avg_pool2d(x, (side, 1), 1, (side // 2, 0), count_include_pad=False), (1, side), 1, (0, side // 2), count_include_pad=False)
            both, one, other = mean(u * r), mean(u * u) + self.FLOOR, mean(r * r) + self.FLOOR
            out += [both / other * detail * RESIDUAL_SCALE, both / (one * other).sqrt()]
        return torch.cat(out, 1)


class DiscDiff(nn.Module):
    """DisC-Diff (methods.md 2.2): separate encoders for the state, the low-resolution target and the reference; a shared and an
    independent code of each at the bottleneck; skips and shared code are means over the streams that are there.

    z, up, first, reference [n,1,h,w]; given [n,1] 1 with a reference; t [n] in 0..999; scale [n,1]. Returns the scaled residual to `first`.
    Target and reference are put together at full size too (`join`, `local`), where a reference's finest detail is; these and the last three
    blocks start silent, as the first phases of the shipped network went without.
    """

    def __init__(self, widths=(64, 96, 128), embedding=128):
        super().__init__()
        a, b, c = widths
        self.scale, self.time = Embed(1, embedding, start_at_zero=False), Embed(32, embedding, start_at_zero=False)
        self.state, self.target, self.guide = (Stream(n, widths, embedding) for n in (1, 2, 1))
        self.shared, self.independent = nn.Conv2d(c, c // 2, 3, padding=1), nn.Conv2d(c, c // 2, 3, padding=1)
        self.excite = nn.ModuleList(SqueezeExcitation(c // 2) for _ in range(4))
        self.mix = nn.Conv2d(2 * c, c, 1)
        stage = lambda width, count: nn.ModuleList(Block(width, embedding) for _ in range(count))
        self.middle, self.out2, self.out1 = stage(c, 4), stage(b, 2), stage(a, 5)
        self.join = zero(nn.Conv2d(2 * a, a, 3, padding=1))
        self.local = LocalRegression()
        self.join_local = zero(nn.Conv2d(4 * LocalRegression.features, a, 3, padding=1))
        for block in self.out1[2:]:
            zero(block.last)
        self.up2, self.up1 = nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)
        self.head = zero(nn.Conv2d(a, 4, 3, padding=1))

    def forward(self, z, up, first, reference, given, t, scale, codes=False):
        e = F.leaky_relu(self.scale(scale - 3.0) + self.time(sinusoids(t)), 0.1)
        there = given[:, :, None, None]
        streams = [self.state(z, e), self.target(torch.cat([up - 0.5, first - 0.5], 1), e), self.guide((reference - 0.5) * there, e)]
        mean = lambda parts: (parts[0] + parts[1] + there * parts[2]) / (2 + there)
        x1, x2 = mean([s[0] for s in streams]), mean([s[1] for s in streams])
        local = there * self.local(torch.cat([up - 0.5, first - 0.5], 1), reference - 0.5)
        x1 = x1 + self.join(torch.cat([streams[1][0], there * streams[2][0]], 1)) + self.join_local(F.pixel_unshuffle(local, 2))
        shared = [F.silu(self.shared(s[2])) for s in streams]
        own = [F.silu(self.independent(s[2])) for s in streams]
        parts = [mean(shared), own[0], own[1], own[2] * there]
        x = F.silu(self.mix(torch.cat([excite(p) for excite, p in zip(self.excite, parts)], 1)))
        for block in self.middle:
            x = block(x, e)
        x = x2 + F.interpolate(self.up2(x), scale_factor=2.0, mode="nearest")
        for block in self.out2:
            x = block(x, e)
        x = x1 + F.interpolate(self.up1(x), scale_factor=2.0, mode="nearest")
        for block in self.out1:
            x = block(x, e)
        x0 = F.pixel_shuffle(self.head(x), 2) * RESIDUAL_SCALE
        return (x0, shared, own) if codes else x0


def disentanglement(shared, own, given):
    """L_dis: distance of the shared codes over that of the independent ones; pairs with an absent stream do not count. Bounded
    (the ratio is not, early on)."""
    there = given[:, 0]
    near = far = 0.0
    for i, j, weight in ((0, 1, torch.ones_like(there)), (0, 2, there), (1, 2, there)):
        apart = lambda codes: (((codes[i] - codes[j]).float() ** 2).mean((1, 2, 3)) * weight).mean()
        near, far = near + apart(shared), far + apart(own)
    return (near / (far + 1e-6)).clamp(max=10)
