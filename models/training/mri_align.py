"""Where the reference of a training pair lies: the data's own affines, and what is better found from the images.

Arrays of volumes are [i, j, k] as NIfTI has them, of slices [k, h, w]; points are LPS mm, shifts in the plane (rows, columns) in pixels.
"""
import numpy as np
from scipy.ndimage import affine_transform, gaussian_filter, shift, spline_filter

LPS = np.diag([-1.0, -1.0, 1.0, 1.0])  # NIfTI's RAS -> the LPS of DICOM and ITK


def itk_affine(path):
    """Fixed -> moving point transform in LPS mm."""
    numbers = {}
    for line in open(path):
        key, _, values = line.partition(":")
        if key in ("Parameters", "FixedParameters"):
            numbers[key] = np.array(values.split(), float)
    p, centre = numbers["Parameters"], numbers["FixedParameters"]
    m = np.eye(4)
    m[:3, :3] = p[:9].reshape(3, 3)
    m[:3, 3] = p[9:] + centre - m[:3, :3] @ centre
    return m


def resample(moving, moving_affine, fixed_shape, fixed_affine, transform):
    """By cubic splines, averaged over the fixed volume's pixel where the moving one's are finer (as pipelines/mri/reference.ts does); `transform`
    takes LPS points of the fixed volume to the moving one. Arrays are [i, j, k] as NIfTI has them."""
    m = np.linalg.inv(LPS @ moving_affine) @ transform @ LPS @ fixed_affine
    spline = spline_filter(moving, 3)
    samples = [max(1, round(np.linalg.norm(m[:3, axis]))) for axis in (0, 1)]
    inside = [(np.arange(n) + 0.5) / n - 0.5 for n in samples]
    parts = [affine_transform(spline, m[:3, :3], m[:3, 3] + m[:3, :3] @ (i, j, 0), output_shape=fixed_shape, order=3, prefilter=False) for i in inside[0] for j in inside[1]]
    return np.mean(parts, axis=0)


def agreement(target, reference, smooth=3.0):
    """A function of a shift (rows, columns) of the reference [k, h, w]: how much of the target's finest bands, locally a multiple of the reference's,
    is explained by it, 0..1."""
    h, w = target.shape[1:]
    fy, fx = np.fft.fftfreq(h)[:, None], np.fft.fftfreq(w)[None]
    blur = lambda deviation: np.exp(-2 * np.pi**2 * deviation**2 * (fy**2 + fx**2))
    band = blur(0.8) - blur(2.0)
    mean = lambda x: gaussian_filter(x, (0, smooth, smooth))
    u, moving = np.fft.ifft2(np.fft.fft2(target) * band).real, np.fft.fft2(reference) * band
    power = (u * u).sum()

    def explained(dy, dx):
        v = np.fft.ifft2(moving * np.exp(-2j * np.pi * (fy * dy + fx * dx))).real
        return float((mean(u * v) ** 2 / (mean(v * v) + 5e-5)).sum() / power)

    return explained


def displacement(target, reference, count=8, reach=2.0):
    """The shift (rows, columns) of the reference that explains most of the target, to an eighth of a pixel, and how much it explains."""
    some = np.unique(np.linspace(0, len(target) - 1, count + 2).astype(int)[1:-1])
    explained = agreement(target[some], reference[some])
    best, known = (0.0, 0.0), {}
    at = lambda p: known[p] if p in known else known.setdefault(p, explained(*p))
    step = 0.5
    while step > 0.1:
        near = [(best[0] + dy, best[1] + dx) for dy, dx in ((step, 0), (-step, 0), (0, step), (0, -step))]
        top = max((p for p in near if max(map(abs, p)) <= reach), key=at, default=best)
        if at(top) > at(best):
            best = top
        else:
            step /= 2
    return np.array(best), at(best)


def placement(target, affine, moving, moving_affine, transform):
    """The transform for resample() whose reference explains most of the target: as the headers place it or as the data's affine does, which may hold
    a per cent of scale that is none, and up to 1 mm apart along the normal. What is left in the plane is align()'s."""
    some = np.linspace(0, target.shape[2] - 1, 6).astype(int)[1:-1]
    spline, bright, top = spline_filter(moving, 3), np.percentile(moving, 99.5), np.percentile(target, 99.5)
    best = (-1.0, transform)
    for base in [np.eye(4)] if np.allclose(transform, np.eye(4)) else [np.eye(4), transform]:
        for along in (-1.0, -0.5, 0.0, 0.5, 1.0):
            shifted = base.copy()
            shifted[:3, 3] += base[:3, :3] @ (LPS @ affine)[:3, 2] * along / np.linalg.norm(affine[:3, 2])
            m = np.linalg.inv(LPS @ moving_affine) @ shifted @ LPS @ affine
            reference = np.stack([affine_transform(spline, m[:3, :3], m[:3, 3] + m[:3, 2] * k, output_shape=(*target.shape[:2], 1), order=3, prefilter=False)[..., 0] for k in some])
            best = max(best, (displacement(target.transpose(2, 0, 1)[some] / top, reference / bright)[1], shifted), key=lambda found: found[0])
    return best[1]


def align(session):
    """Moves the references of a session's stacks in the plane. The affines leave T1W half a pixel off in the phase direction, and one pixel in
    patient 20: too much for a super-resolution by two. Of three contrasts the two pairs that tell most settle the third."""
    found = {(a.contrast, b): displacement(a.slices, a.references[b]) for a in session for b in a.references}
    pixel = {a.contrast: a.pixel for a in session}
    edges = sorted({tuple(sorted(pair)) for pair in found}, key=lambda e: -min(found[e][1], found[e[::-1]][1]))
    group = {}
    for edge in edges:
        a, b = max(edge, edge[::-1], key=lambda pair: found[pair][1])
        joined = {**group.get(a, {a: np.zeros(2)})}
        if b in joined:
            continue
        move = joined[a] - found[a, b][0] * pixel[a] - group.get(b, {b: np.zeros(2)})[b]
        joined |= {c: p + move for c, p in group.get(b, {b: np.zeros(2)}).items()}
        group |= {c: joined for c in joined}
    for a in session:
        place = group.get(a.contrast, {})
        for b, x in a.references.items():
            by = (place[a.contrast] - place[b]) / pixel[a.contrast]
            a.references[b] = shift(x, (0, *by), order=3, mode="nearest").astype(np.float32)
