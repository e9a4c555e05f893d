"""Training and validation slices of the MR models: reading, low-resolution pairs by k-space truncation.

The split is by patient. Values are the volume's own over its 99.5th percentile (zero stays zero), the model range of card.json.
"""
import glob
import gzip
import io
import os
from dataclasses import dataclass, field

import numpy as np
import torch

from mri_align import align, itk_affine, placement, resample

VALIDATION = ("patient04", "patient20")
SCALES = (2, 3, 4)


@dataclass
class Stack:
    """Slices [k, h, w] of one contrast of one session; sides are multiples of 12."""

    subject: str
    session: str
    contrast: str
    slices: np.ndarray
    entropy: np.ndarray
    pixel: np.ndarray  # mm (rows, columns)
    truncated: dict = field(default_factory=dict)  # scale -> [k, h, w]
    references: dict = field(default_factory=dict)  # contrast -> [k, h, w] on this grid, the finest first


def keep(n, scale):
    """Weights of the n frequencies (numpy's order) that the central n/scale samples of k-space hold; the pair at an even LR
    Nyquist frequency keeps its symmetric part, which for symmetric weights is one half."""
    frequency = np.abs(np.fft.fftfreq(n, 1 / n))
    return np.where(frequency < n / scale / 2, 1.0, np.where(frequency == n / scale / 2, 0.5, 0.0))


def low_pass(x, scale):
    """P x over the last two axes: zero-filling of the truncated image (shared/degradation/kspace.ts)."""
    h, w = x.shape[-2:]
    weight = keep(h, scale)[:, None] * keep(w, scale)[None]
    return np.fft.ifft2(np.fft.fft2(x) * weight).real.astype(np.float32)


def truncate(x, scale):
    """A x: the low-resolution image; its sample i lies on sample scale * i of x."""
    return low_pass(x, scale)[..., ::scale, ::scale]


def entropy(slices):
    """Shannon entropy (bits) of each slice's histogram: DisC-Diff's measure of difficulty."""
    out = []
    for x in slices:
        p, _ = np.histogram(x, bins=256, range=(0, 1.2))
        p = p[p > 0] / x.size
        out.append(-(p * np.log2(p)).sum())
    return np.array(out)


def grid(volume, axes=None):
    """Normalised [k, h, w] with sides cut to multiples of 12."""
    high = np.percentile(volume, 99.5)
    v = np.maximum(volume, 0).astype(np.float32) / high
    _, h, w = v.shape
    top, left = h % 12 // 2, w % 12 // 2
    return v[:, top : top + h // 12 * 12, left : left + w // 12 * 12]


def sessions(root, split):
    """(subject, session, {contrast: (array [i, j, k], affine, to_flair)}) for the NIfTI data."""
    import nibabel

    for folder in sorted(glob.glob(os.path.join(root, "open_ms_longitudinal_raw", "patient*"))):
        subject = os.path.basename(folder)
        if not os.path.isdir(folder) or (subject in VALIDATION) != (split == "validation"):
            continue
        for study in ("study1", "study2"):
            found = {}
            for path in sorted(glob.glob(os.path.join(folder, f"{study}_*.nii.gz"))):
                contrast = os.path.basename(path).split("_")[1].split(".")[0]
                image = nibabel.load(path)
                matrix = os.path.join(folder, f"{study}_{contrast}_intrastudy_to_FLAIR.txt")
                found[contrast] = np.asarray(image.dataobj, np.float32), image.affine, itk_affine(matrix) if os.path.exists(matrix) else np.eye(4)
            if found:
                yield subject, study, found
    if split == "train":
        folder = os.path.join(root, "open_ms_crosssectional_MNI", "patient07")
        found = {}
        for path in sorted(glob.glob(os.path.join(folder, "T*.nii.gz"))):
            image = nibabel.load(path)
            found[os.path.basename(path)[:2] + "W"] = np.asarray(image.dataobj, np.float32), image.affine, np.eye(4)
        yield "patient07", "MNI", found


def philips(root):
    """The 1 mm MPRAGE as [i, j, k]."""
    import pydicom

    found = []
    for path in glob.glob(os.path.join(root, "philips_mprage_dicom_1301", "*.dcm.gz")):
        d = pydicom.dcmread(io.BytesIO(gzip.open(path).read()))
        normal = np.cross(*np.array(d.ImageOrientationPatient, float).reshape(2, 3))
        found.append((float(np.dot(normal, np.array(d.ImagePositionPatient, float))), d.pixel_array.astype(np.float32)))
    return np.stack([a for _, a in sorted(found, key=lambda f: f[0])]).transpose(2, 1, 0)


def stacks(root, split, references=False, aligned=False):
    """All stacks of a split. Slices with little in them are left out. `aligned`: references are moved on what the affines leave."""
    out = []

    def add(subject, session, contrast, volume, others=None, step=1, pixel=(1.0, 1.0)):
        slices = grid(volume.transpose(2, 1, 0))
        full = (slices > 0.1).mean((1, 2)) > 0.08
        full[1::step] &= step == 1
        stack = Stack(subject, session, contrast, np.ascontiguousarray(slices[full]), None, np.array(pixel))
        stack.references = {k: np.ascontiguousarray(grid(v.transpose(2, 1, 0))[full]) for k, v in (others or {}).items()}
        out.append(stack)

    for subject, session, found in sessions(root, split):
        for contrast, (volume, affine, to_flair) in found.items():
            others = {}
            if references:
                pixel = lambda other: np.abs(np.linalg.det(found[other][1][:3, :2].T @ found[other][1][:3, :2]))
                for other in sorted(found, key=pixel):
                    moving, moving_affine, other_to_flair = found[other]
                    if other != contrast:
                        transform = other_to_flair @ np.linalg.inv(to_flair)
                        if aligned:
                            transform = placement(volume, affine, moving, moving_affine, transform)
                        others[other] = resample(moving, moving_affine, volume.shape, affine, transform)
            add(subject, session, contrast, volume, others, 2 if subject == "patient07" else 1, np.linalg.norm(affine[:3, 1::-1], axis=0))
        if aligned:
            align(out[-len(found) :])
    if split == "train":
        volume = philips(root)
        add("philips", "axis0", "T1W", volume, step=2)
        add("philips", "axis1", "T1W", volume.transpose(0, 2, 1), step=2)
        add("philips", "axis2", "T1W", volume.transpose(1, 2, 0), step=2)
    out = [s for s in out if len(s.slices) and (not references or split == "train" or s.references)]
    for s in out:
        s.entropy = entropy(s.slices)
        s.truncated = {scale: low_pass(s.slices, scale) for scale in SCALES}
    return out


def contrast(x, r):
    """Another contrast of the slice x [h, w], drawn: a random curve of intensity with dark air, a smooth bias, the blur and the part of a pixel
    of a resampled reference that is not quite registered, noise (as SynthSR, Iglesias et al. 2021, draws its contrasts)."""
    from scipy.ndimage import gaussian_filter, shift

    knots = np.array([0, 0.1, 0.25, 0.4, 0.6, 0.8, 1.2])
    values = np.concatenate([[r.uniform(0, 0.05)], r.uniform(0, 1.1, len(knots) - 1)])
    y = np.interp(x, knots, values)
    h, w = x.shape
    rows, columns = np.arange(h)[:, None] / h, np.arange(w)[None] / w
    y *= 1 + r.uniform(0, 0.25) * np.cos(np.pi * (r.uniform(0, 1.5) * rows + r.uniform(0, 1.5) * columns) + r.uniform(0, 2 * np.pi))
    if r.random() < 0.7:
        y = shift(y, r.normal(0, 0.5, 2), order=3, mode="nearest")
    if r.random() < 0.5:
        y = gaussian_filter(y, r.uniform(0, 0.8))
    return (y + r.normal(0, r.uniform(0, 0.03), y.shape)).astype(np.float32)


class Pairs:
    """Random crops of truncated pairs, with flips, quarter turns and gains; noise in the measured band of some. With `references` the guide
    of each: see reference()."""

    def __init__(self, found, seed, noise=0.03, noisy_share=0.3, references=False, scales=(0.4, 0.2, 0.4), drawn=0.6, rolled=0.3, finest=0.0):
        self.stacks, self.references = found, references
        self.random = np.random.default_rng(seed)
        self.noise, self.noisy_share = noise, noisy_share
        self.scales, self.drawn, self.rolled, self.finest = scales, drawn, rolled, finest
        self.place = [(i, k) for i, s in enumerate(found) for k in range(len(s.slices))]
        weight = np.array([1 / np.sqrt(len(s.slices)) for s in found for _ in s.slices])
        self.weight = weight / weight.sum()
        self.difficulty = np.concatenate([s.entropy for s in found])

    def choose(self, count, curriculum):
        """Slice places; `curriculum` in 0..1 moves the wanted entropy from the easiest to the hardest (DisC-Diff), None is uniform."""
        if curriculum is None:
            return self.random.choice(len(self.place), count, p=self.weight)
        low, high = self.difficulty.min(), self.difficulty.max()
        wanted = np.clip(self.random.normal(low + curriculum * (high - low), 0.5, count), low, high)
        near = np.argsort(np.abs(self.difficulty[None] - wanted[:, None]), 1)[:, :16]
        return near[np.arange(count), self.random.integers(0, near.shape[1], count)]

    def draw(self, count, side, scale=None, curriculum=None):
        """dict of hr, up [n,1,side,side], scale [n,1] and, where stacks have references, reference [n,1,side,side], given [n,1]."""
        r = self.random
        scale = scale or int(r.choice(SCALES, p=self.scales))
        out = {"hr": [], "up": [], "reference": [], "given": []}
        for place in self.choose(count, curriculum):
            i, k = self.place[place]
            stack = self.stacks[i]
            hr, up = stack.slices[k], stack.truncated[scale][k]
            h, w = hr.shape
            for attempt in range(20):
                row, col = r.integers(0, h - side + 1), r.integers(0, w - side + 1)
                window = slice(row, row + side), slice(col, col + side)
                if (hr[window] > 0.1).mean() > 0.3 or r.random() < 0.05:
                    break
            gain = r.uniform(0.75, 1.25)
            turns, flip = r.integers(4), r.random() < 0.5
            turn = lambda x: np.rot90(x[:, ::-1] if flip else x, turns)
            out["hr"].append(turn(hr[window]) * gain)
            up = up[window] * gain
            if r.random() < self.noisy_share:
                up = up + low_pass(r.normal(0, r.uniform(0, self.noise), up.shape), scale)
            out["up"].append(turn(up))
            if self.references:
                reference, given = self.reference(stack, i, k, window)
                out["reference"].append(turn(reference))
                out["given"].append([given])
        tensor = lambda x: torch.from_numpy(np.ascontiguousarray(np.stack(x), dtype=np.float32))
        batch = {"hr": tensor(out["hr"])[:, None], "up": tensor(out["up"])[:, None], "scale": torch.full((count, 1), float(scale))}
        if out["reference"]:
            batch |= {"reference": tensor(out["reference"])[:, None], "given": tensor(out["given"])}
        return batch

    def reference(self, stack, i, k, window):
        """The true one, or a drawn contrast of the same slice (real pairs are few); sometimes none, sometimes another patient's, so that a
        wrong one does no harm."""
        r = self.random
        kind = r.random()
        side = window[0].stop - window[0].start
        if kind < 0.15:
            return np.zeros((side, side), np.float32), 0.0
        if kind < 0.27:
            other = self.stacks[r.choice([j for j, s in enumerate(self.stacks) if s.subject != stack.subject])]
            x = other.slices[r.integers(len(other.slices))]
            row, col = r.integers(0, x.shape[0] - side + 1), r.integers(0, x.shape[1] - side + 1)
            x = x[row : row + side, col : col + side]
            return (contrast(x, r) if r.random() < 0.5 else x * r.uniform(0.8, 1.2)), 1.0
        if not stack.references or kind < self.drawn:
            return contrast(stack.slices[k], r)[window], 1.0
        x = stack.references[next(iter(stack.references)) if r.random() < self.finest else r.choice(sorted(stack.references))][k]
        if r.random() < self.rolled:  # headers agree within a pixel or two
            x = np.roll(x, r.integers(-2, 3, 2), (0, 1))
        return x[window] * r.uniform(0.8, 1.2), 1.0
