"""The U-Net of all models and the encoders of the remote-sensing ones. All work behind a pixel-unshuffle, without normalisation layers."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

BLOCKS, DEEP = (4, 2, 2), (8, 2, 2)  # per level of a U-Net; a deeper one continues from BLOCKS
RESIDUAL_SCALE = 8.0  # brings the residual to about unit deviation before it is diffused


def sinusoids(t, count=32):
    """t [n] in 0..999 -> [n, count]."""
    rates = torch.exp(torch.linspace(0, math.log(1000.0), count // 2, device=t.device))
    phase = t[:, None] / 1000.0 * rates[None]
    return torch.cat([phase.sin(), phase.cos()], 1)


def zero(layer):
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class Embed(nn.Module):
    """A condition vector; the last layer starts at zero so that a network can be continued with a new condition."""

    def __init__(self, inputs, width, start_at_zero=True):
        super().__init__()
        self.first = nn.Linear(inputs, width)
        self.last = nn.Linear(width, width)
        if start_at_zero:
            zero(self.last)

    def forward(self, x):
        return self.last(F.leaky_relu(self.first(x), 0.1))


class Block(nn.Module):
    """conv3x3 - scale/shift from the embedding - LeakyReLU - conv3x3, added to the input."""

    def __init__(self, width, embedding):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.film = zero(nn.Linear(embedding, 2 * width))
        self.last = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            self.last.weight.mul_(0.1)

    def forward(self, x, e):
        scale, shift = self.film(e)[:, :, None, None].chunk(2, 1)
        return x + self.last(F.leaky_relu(self.first(x) * (1 + scale) + shift, 0.1))


class UNet(nn.Module):
    """Residual U-Net. Conditions beyond `up` and `scale` are chosen by flags and start silent (zero-initialised),
    so that every diffusion network continues from the regression network's weights.

    up, z, first [n,channels,h,w]; scale [n,1] in 2..4; t [n] in 0..999; features [n,96,h/shuffle,w/shuffle]; kernel [n,625]; mask [n,1,h,w].
    `late`: more blocks before the head, silent at first.
    """

    def __init__(self, diffuse=False, features=False, kernel=False, first=False, widths=(96, 128, 144), blocks=BLOCKS, embedding=128,
                 channels=3, shuffle=4, late=0):
        super().__init__()
        a, b, c = widths
        self.shuffle, image = shuffle, channels * shuffle**2
        self.diffuse, self.use_features, self.use_kernel, self.use_first = diffuse, features, kernel, first
        self.stem = nn.Conv2d(image, a, 3, padding=1)
        self.scale = Embed(1, embedding, start_at_zero=False)
        if diffuse:
            self.stem_z = zero(nn.Conv2d(image, a, 3, padding=1))
            self.time = Embed(32, embedding)
        if first:
            self.stem_first = zero(nn.Conv2d(image, a, 3, padding=1))
        if features:
            self.project = zero(nn.Conv2d(96, a, 3, padding=1))
        if kernel:
            self.kernel = Embed(625, embedding)
        stage = lambda width, count: nn.ModuleList(Block(width, embedding) for _ in range(count))
        self.in1, self.in2, self.middle = stage(a, blocks[0]), stage(b, blocks[1]), stage(c, blocks[2])
        self.out2, self.out1 = stage(b, blocks[1]), stage(a, blocks[0] + late)
        for block in [*self.in1[BLOCKS[0] :], *self.out1[min(BLOCKS[0], blocks[0]) :]]:
            zero(block.last)
        self.down1, self.down2 = nn.Conv2d(a, b, 2, stride=2), nn.Conv2d(b, c, 2, stride=2)
        self.up2, self.up1 = nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)
        self.head = zero(nn.Conv2d(a, image, 3, padding=1))

    def forward(self, up, scale, z=None, t=None, features=None, kernel=None, first=None):
        e = self.scale((scale - 3.0))
        x = self.stem(F.pixel_unshuffle(up - 0.5, self.shuffle))
        if self.use_first:
            x = x + self.stem_first(F.pixel_unshuffle(first - 0.5, self.shuffle))
        if self.diffuse:
            x = x + self.stem_z(F.pixel_unshuffle(z, self.shuffle))
            e = e + self.time(sinusoids(t))
        if self.use_kernel:
            e = e + self.kernel(kernel * 10.0)
        e = F.leaky_relu(e, 0.1)
        for block in self.in1[:1]:
            x = block(x, e)
        if self.use_features:
            x = x + self.project(features)
        for block in self.in1[1:]:
            x = block(x, e)
        x1 = x
        x = self.down1(x)
        for block in self.in2:
            x = block(x, e)
        x2 = x
        x = self.down2(x)
        for block in self.middle:
            x = block(x, e)
        x = x2 + F.interpolate(self.up2(x), scale_factor=2.0, mode="nearest")
        for block in self.out2:
            x = block(x, e)
        x = x1 + F.interpolate(self.up1(x), scale_factor=2.0, mode="nearest")
        for block in self.out1:
            x = block(x, e)
        residual = F.pixel_shuffle(self.head(x), self.shuffle)
        return residual * RESIDUAL_SCALE if self.diffuse else residual


class Dense(nn.Module):
    """Residual dense block of RRDB (Wang et al. 2018, ESRGAN)."""

    def __init__(self, width, growth):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(width + i * growth, growth if i < 4 else width, 3, padding=1) for i in range(5))
        with torch.no_grad():
            self.convs[-1].weight.mul_(0.2)

    def forward(self, x):
        parts = [x]
        for conv in self.convs[:-1]:
            parts.append(F.leaky_relu(conv(torch.cat(parts, 1)), 0.2))
        return x + self.convs[-1](torch.cat(parts, 1))


class Encoder(nn.Module):
    """DDSR's LR encoder: RRDBs on the unshuffled grid; features are the outputs of three of them (3 x 32 channels)."""

    def __init__(self, width=32, growth=16):
        super().__init__()
        self.stem = nn.Conv2d(48, width, 3, padding=1)
        self.scale = Embed(1, width, start_at_zero=False)
        self.blocks = nn.ModuleList(nn.Sequential(*(Dense(width, growth) for _ in range(3))) for _ in range(3))
        self.head = zero(nn.Conv2d(3 * width, 48, 3, padding=1))

    def features(self, up, scale):
        x = self.stem(F.pixel_unshuffle(up - 0.5, 4)) + self.scale(scale - 3.0)[:, :, None, None]
        out = []
        for block in self.blocks:
            x = x + block(x)
            out.append(x)
        return torch.cat(out, 1)

    def forward(self, up, scale):
        return F.pixel_shuffle(self.head(self.features(up, scale)), 4)
