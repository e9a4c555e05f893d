"""Training and validation images of the remote-sensing models: decoding, splits, crops.

The split is by site: every file of a validation site is held out whole. Values are raw units over the
type's span (uint8 / 255, uint16 over the image's own 99.9th percentile), so that noise can be given in n/255.
"""
import csv
import os
import re
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

VALIDATION_SITES = ("kampala", "massgis", "NAIP-VA")
OVERSAMPLED = 0.008  # MANIFEST's hf_ratio below which an image holds no detail at its own pixel size


@dataclass
class Picture:
    name: str
    pixels: np.ndarray  # [c, h, w] float32
    low: np.ndarray  # [c] first percentile
    high: np.ndarray  # [c] 99th percentile


def read(path):
    """[c, h, w] float32 and a validity mask [h, w]."""
    if path.lower().endswith((".tif", ".tiff")):
        from osgeo import gdal

        dataset = gdal.Open(path)
        array = dataset.ReadAsArray()
        array = array[None] if array.ndim == 2 else array
    else:
        array = np.asarray(Image.open(path)).transpose(2, 0, 1)
    valid = np.ones(array.shape[1:], bool)
    if path.endswith(".png") and array.shape[0] == 4:
        valid, array = array[3] == 255, array[:3]
    span = 255.0 if array.dtype == np.uint8 else float(np.percentile(array, 99.9))
    return array.astype(np.float32) / span, valid


def halve(array):
    c, h, w = array.shape
    return array[:, : h // 2 * 2, : w // 2 * 2].reshape(c, h // 2, 2, w // 2, 2).mean((2, 4))


def rectangle(places):
    """The largest (x, y, width, height) that is full of `places`, square before long."""
    best = (0, 0), None
    for x, y in places:
        width, height = len(places), 0
        while width and (x, y + height) in places:
            height += 1
            width = next((i for i in range(width) if (x + i, y + height - 1) not in places), width)
            best = max(best, ((min(width, height), width * height), (x, y, width, height)))
    return best[1]


def mosaics(found):
    """Neighbouring tiles put together, so that crops of coarser ground can be drawn from them. Tiles are named SITE_zZOOM_X_Y."""
    out, sheets = [], {}
    for name, array in found:
        tile = re.match(r"(.+_z\d+)_(\d+)_(\d+)\.", name)
        if tile is None:
            out.append((name, array))
        else:
            sheets.setdefault((tile[1], array.shape), {})[int(tile[2]), int(tile[3])] = array
    for (sheet, _), tiles in sheets.items():
        while tiles:
            x, y, width, height = rectangle(tiles)
            rows = [np.concatenate([tiles.pop((x + i, y + j)) for i in range(width)], axis=2) for j in range(height)]
            out.append((f"{sheet}_{x}_{y}_{width}x{height}", np.concatenate(rows, axis=1)))
    return out


def pictures(root, split):
    """All pictures of a split ('train' or 'validation')."""
    found = []
    stacks = {}
    with open(os.path.join(root, "MANIFEST.tsv")) as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            name = os.path.basename(row["path"])
            held_out = any(name.startswith(site) for site in VALIDATION_SITES) or "massgis" in row["path"]
            if held_out != (split == "validation"):
                continue
            array, valid = read(os.path.join(root, row["path"]))
            if name.startswith("NAIP-VA"):
                stacks.setdefault("NAIP-VA", []).append(array)
                continue
            if valid.mean() < 0.98:
                continue
            shrink = name.endswith(".jpg") or float(row["hf_ratio"] or 1) < OVERSAMPLED
            found.append((name, halve(array) if shrink and split == "train" else array))
    found += [(name, np.concatenate(bands)[:3]) for name, bands in stacks.items()]
    if split == "train":
        found = mosaics(found)
    out = []
    for name, array in found:
        if min(array.shape[1:]) < 96:
            continue
        flat = array.reshape(array.shape[0], -1)
        out.append(Picture(name, np.ascontiguousarray(array), np.percentile(flat, 1, axis=1).astype(np.float32),
                           np.percentile(flat, 99, axis=1).astype(np.float32)))
    return out


class Crops:
    """Random three-band crops with flips and rotations; big pictures are drawn by area, up to a limit."""

    def __init__(self, images, seed, coarser=0.0):
        self.all, self.coarser = images, coarser
        self.random = np.random.default_rng(seed)
        self.fit(96)

    def fit(self, side):
        """Only pictures that hold a crop of this side."""
        self.side = side
        self.images = [i for i in self.all if min(i.pixels.shape[1:]) >= side]
        area = np.array([min(i.pixels[0].size, 600 * 600) for i in self.images], float)
        self.weights = area / area.sum()

    def draw(self, count, side):
        """crops [count, 3, side, side] in raw units, low and high [count, 3, 1, 1] of their pictures."""
        r = self.random
        if side > self.side:
            self.fit(side)
        out, low, high = [], [], []
        while len(out) < count:
            image = self.images[r.choice(len(self.images), p=self.weights)]
            c, h, w = image.pixels.shape
            wide = self.window(side, min(h, w))
            row, col = r.integers(0, h - wide + 1), r.integers(0, w - wide + 1)
            bands = self.bands(c)
            crop = image.pixels[bands, row : row + wide, col : col + wide]
            spread = image.high[bands] - image.low[bands]
            if spread.min() < 0.02 or crop.std() < 0.05 * spread.max() and r.random() < 0.8:
                continue
            if wide > side:
                crop = F.interpolate(torch.from_numpy(np.ascontiguousarray(crop))[None], size=(side, side), mode="bicubic", antialias=True)[0].numpy()
            crop = np.rot90(crop, r.integers(4), (1, 2))
            if r.random() < 0.5:
                crop = crop[:, :, ::-1]
            out.append(crop)
            low.append(image.low[bands])
            high.append(image.high[bands])
        stack = lambda values: torch.from_numpy(np.ascontiguousarray(np.stack(values)))
        return stack(out), stack(low)[:, :, None, None], stack(high)[:, :, None, None]

    def window(self, side, most):
        """Pixels of the picture that a crop of `side` is made of: half of the crops are of a coarser ground, as another sensor would have it."""
        if self.random.random() >= self.coarser:
            return side
        return int(side * np.exp(self.random.uniform(0, np.log(min(4.0, most / side)))))

    def bands(self, c):
        """RGB as it stands, one band three times, or a random triplet, so that any band of any sensor is in range."""
        kind = self.random.random()
        if c < 3 or kind < 0.15:
            return [int(self.random.integers(c))] * 3
        if kind < 0.5:
            return [int(b) for b in self.random.permutation(c)[:3]]
        return [0, 1, 2]
