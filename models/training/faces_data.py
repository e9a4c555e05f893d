"""Aligned portraits (FFHQ template) in memory, split by identity, and the random square views that training draws."""
import csv
import hashlib
import math
import pathlib

import numpy as np
import torch
from PIL import Image

SIDE = 256
TEMPLATE = 288  # side of the stored aligned pictures; landmarks of a picture scale with its side
MARGIN = 24

# canada_ccby and us_18f_cc0 are never trained on
TRAINING = ("us_officials", "us_voteview_extra")


def held_out(identity):
    """One identity in twenty, by hash: all photographs of a person fall on the same side."""
    return hashlib.sha256(identity.encode()).digest()[0] % 20 == 0


def rows(root, split):
    """Manifest rows of "train", "validation" (canada_ccby) or "held-out" (identities of us_officials with labels)."""
    root = pathlib.Path(root)
    with open(root / "manifest.csv", newline="") as file:
        for row in csv.DictReader(file):
            source = row["file"].split("/")[0]
            part = "train" if source in TRAINING else "validation" if source == "canada_ccby" else None
            if part == "train" and held_out(row["identity"]):
                part = "held-out" if source == "us_officials" else None
            if part == split:
                yield row


def picture(root, row):
    return Image.open(pathlib.Path(root) / row["file"]).convert("RGB")


class Portraits:
    """Random views: flip, small rotation, scale and shift around the template, light and colour."""

    def __init__(self, root, split, seed):
        square = lambda row: np.asarray(picture(root, row).resize((TEMPLATE, TEMPLATE), Image.BICUBIC))
        pad = [(MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)]
        self.pictures = [Image.fromarray(np.pad(square(row), pad, mode="reflect")) for row in rows(root, split)]
        if not self.pictures:
            raise SystemExit(f"{root}: no portraits of the split {split}; give the folder that holds manifest.csv")
        self.random = np.random.default_rng(seed)

    def view(self, side):
        r = self.random
        image = self.pictures[r.integers(len(self.pictures))]
        angle, scale = r.normal(0, 0.035), TEMPLATE / side * math.exp(r.uniform(-0.14, 0.03))
        shift = r.uniform(-4, 4, 2)
        flip = -1 if r.random() < 0.5 else 1
        c, s = math.cos(angle) * scale, math.sin(angle) * scale
        centre = TEMPLATE / 2 + MARGIN
        a, b, d, e = flip * c, s, -flip * s, c
        half = side / 2
        matrix = (a, b, centre + shift[0] - a * half - b * half, d, e, centre + shift[1] - d * half - e * half)
        x = torch.from_numpy(np.asarray(image.transform((side, side), Image.AFFINE, matrix, Image.BICUBIC)).copy()).permute(2, 0, 1).float() / 255
        x = x ** math.exp(r.normal(0, 0.12)) * torch.from_numpy(np.exp(r.normal(0, 0.04, (3, 1, 1)))).float()
        if r.random() < 0.05:
            x = (x * torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(0, keepdim=True).expand(3, -1, -1)
        return x.clamp(0, 1)

    def draw(self, count, side=SIDE):
        """[count,3,side,side] in [0,1]."""
        return torch.stack([self.view(side) for _ in range(count)])
