"""The blur kernel as a short code, and its predictor: a small diffusion over the code (DDSR's first diffusion).

Code: principal components of sqrt(kernel); decoding squares and normalises, so every code is a non-negative kernel of sum 1.
"""
import json

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import degradations
import nets
from schedule import ddim

CODE = 16


class Basis:
    """mean [625], components [CODE, 625] scaled so that codes have unit deviation, weight [CODE]: each one's share of the energy."""

    def __init__(self, mean, components, deviation):
        self.mean, self.components, self.deviation = mean, components, deviation
        self.size = len(deviation)
        self.weight = deviation / deviation.sum() * len(deviation)

    @staticmethod
    def fit(count=6000, seed=11):
        random = np.random.default_rng(seed)
        x = np.stack([np.sqrt(degradations.random_kernel(random, int(random.choice([2, 3, 4])))).ravel() for _ in range(count)])
        mean = x.mean(0)
        _, s, v = np.linalg.svd(x - mean, full_matrices=False)
        tensor = lambda a: torch.from_numpy(np.ascontiguousarray(a)).float()
        return Basis(tensor(mean), tensor(v[:CODE]), tensor(s[:CODE] / np.sqrt(count)))

    @staticmethod
    def load(store):
        file = store / "kernel-basis.json"
        if not file.exists():
            basis = Basis.fit()
            file.write_text(json.dumps({k: getattr(basis, k).tolist() for k in ("mean", "components", "deviation")}))
        fields = json.loads(file.read_text())
        return Basis(*(torch.tensor(fields[k]) for k in ("mean", "components", "deviation")))

    def encode(self, kernel):
        return (kernel.flatten(1).clamp(min=0).sqrt() - self.mean) @ self.components.T / self.deviation

    def decode(self, code):
        k = (self.mean + (code * self.deviation) @ self.components) ** 2
        return (k / k.sum(1, keepdim=True)).view(-1, degradations.KERNEL, degradations.KERNEL)


class Predictor(nn.Module):
    """LR image [n,3,h,w], scale [n,1] -> pooled features [n,256]; z [n,CODE], t [n], features -> x0 [n,CODE]."""

    def __init__(self, code=CODE, width=48):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1)
        self.scale = nets.Embed(1, width, start_at_zero=False)
        conv = lambda a, b, stride: nn.Conv2d(a, b, 3, stride=stride, padding=1)
        self.body = nn.ModuleList([conv(width, width, 1), conv(width, width, 1), conv(width, 96, 2), conv(96, 96, 1), conv(96, 128, 2), conv(128, 128, 1)])
        self.film = nn.ModuleList(nn.Linear(width, c.out_channels) for c in self.body)
        self.pool = nn.Linear(256, 256)
        self.first = nn.Linear(code + 32 + 256, 256)
        self.second = nn.Linear(256, 256)
        self.last = nn.Linear(256, code)

    def features(self, lr, scale):
        # blur shows in ratios of fine to coarse differences, whatever the contrast
        lr = lr - lr.mean((1, 2, 3), keepdim=True)
        gradient = (lr[:, :, :, 1:] - lr[:, :, :, :-1]).abs().mean((1, 2, 3), keepdim=True)
        x = self.stem(lr / (gradient * 8 + 1e-4))
        e = self.scale(scale - 3.0)
        for conv, film in zip(self.body, self.film):
            x = F.leaky_relu(conv(x) * (1 + film(e))[:, :, None, None], 0.1)
        mean = x.mean((2, 3))
        spread = (x - mean[:, :, None, None]).abs().mean((2, 3))
        return F.leaky_relu(self.pool(torch.cat([mean, spread], 1)), 0.1)

    def denoise(self, z, t, features):
        h = F.leaky_relu(self.first(torch.cat([z, nets.sinusoids(t), features], 1)), 0.1)
        return self.last(h + F.leaky_relu(self.second(h), 0.1))

    def sample(self, basis, lr, scale, steps=10):
        features = self.features(lr, scale)
        z = torch.randn(len(lr), basis.size)
        return basis.decode(ddim(lambda z, t: self.denoise(z, t, features), z, steps).float())
