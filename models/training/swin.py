"""TESR's first stage: a SwinIR-type window transformer (Liang et al. 2021) on the unshuffled grid.

Window 8, shifted by 4 in every second block; linear embeddings, no relative-position table beyond a learnt bias per head.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

WINDOW = 8


def relative_index():
    axis = torch.arange(WINDOW)
    rows, cols = torch.meshgrid(axis, axis, indexing="ij")
    rows, cols = rows.flatten(), cols.flatten()
    span = 2 * WINDOW - 1
    return (rows[:, None] - rows[None] + WINDOW - 1) * span + cols[:, None] - cols[None] + WINDOW - 1


class Attention(nn.Module):
    """Self-attention in windows of 8 x 8 tokens; x [n, c, h, w], h and w multiples of 8."""

    def __init__(self, width, heads, shift):
        super().__init__()
        self.heads, self.shift = heads, shift
        self.norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.bias = nn.Parameter(torch.zeros((2 * WINDOW - 1) ** 2, heads))
        self.register_buffer("index", relative_index(), persistent=False)

    def forward(self, x):
        n, h, w, c = x.shape
        y = self.norm(x.float())
        if self.shift:
            # a shift by padding, not by rolling: the far edge must not be seen, at any size
            y = F.pad(y, (0, 0, 4, 4, 4, 4))
        nh, nw = y.shape[1] // WINDOW, y.shape[2] // WINDOW
        y = y.reshape(n, nh, WINDOW, nw, WINDOW, c).permute(0, 1, 3, 2, 4, 5).reshape(n * nh * nw, WINDOW * WINDOW, c)
        q, k, v = self.qkv(y).reshape(-1, WINDOW * WINDOW, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        weight = q @ k.transpose(-1, -2) * (c // self.heads) ** -0.5
        bias = self.bias[self.index.flatten()].reshape(WINDOW * WINDOW, WINDOW * WINDOW, self.heads).permute(2, 0, 1)
        y = (weight + bias).softmax(-1) @ v
        y = self.out(y.transpose(1, 2).reshape(-1, WINDOW * WINDOW, c))
        y = y.reshape(n, nh, nw, WINDOW, WINDOW, c).permute(0, 1, 3, 2, 4, 5).reshape(n, nh * WINDOW, nw * WINDOW, c)
        if self.shift:
            y = y[:, 4:-4, 4:-4]
        return x + y


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.first, self.last = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x):
        return x + self.last(F.relu(self.first(self.norm(x.float()))))


class SwinSr(nn.Module):
    """up [n,3,h,w] with h, w multiples of 32, scale [n,1] -> residual [n,3,h,w]. Three groups of four blocks, each with a 3x3 convolution."""

    def __init__(self, width=96, heads=6, groups=3, depth=4):
        super().__init__()
        self.stem = nn.Conv2d(48, width, 3, padding=1)
        self.scale = nn.Linear(1, width)
        self.groups = nn.ModuleList(
            nn.ModuleList(nn.Sequential(Attention(width, heads, shift=i % 2 == 1), Mlp(width)) for i in range(depth)) for _ in range(groups)
        )
        self.convs = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(groups))
        self.tail = nn.Conv2d(width, width, 3, padding=1)
        self.head = nn.Conv2d(width, 48, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, up, scale):
        x = self.stem(F.pixel_unshuffle(up - 0.5, 4)) + self.scale(scale - 3.0)[:, :, None, None]
        shallow = x
        for blocks, conv in zip(self.groups, self.convs):
            y = x.permute(0, 2, 3, 1)
            for block in blocks:
                y = block(y)
            x = x + conv(y.permute(0, 3, 1, 2))
        x = shallow + F.leaky_relu(self.tail(x), 0.1)
        return F.pixel_shuffle(self.head(x), 4)
