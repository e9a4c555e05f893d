"""Held-out figures of the MR checkpoints while training: `python3 mri_evaluate.py JOB... --data FOLDER --store .training`.

JOB: zero-fill, regression, refine, disc-diff, sr (R2D2+ super-resolution), denoise. PSNR with the volume's 99.5th percentile as peak, mean of the
validation stacks; the final projection onto the measured band is on. The product's own figures come from bench/mri-quality.ts.
"""
import argparse
import json
import math
import pathlib

import numpy as np
import torch

import mri_data
import mri_nets
from nets import RESIDUAL_SCALE
from schedule import ddim


def weights(net, store, name):
    net.load_state_dict(torch.load(store / f"{name}.pt", map_location="cpu")["ema"])
    return net.eval()


def psnr(x, truth):
    return float(-10 * np.log10(((x - truth) ** 2).mean((-2, -1))).mean())


def ssim(x, truth):
    from skimage.metrics import structural_similarity

    return float(np.mean([structural_similarity(a, b, data_range=1.0, gaussian_weights=True, sigma=1.5, use_sample_covariance=False) for a, b in zip(x, truth)]))


def high(x, truth, above):
    """dB of power above `above` cycles per sample (up to 0.5, on a disc), of the truth's."""
    h, w = x.shape[-2:]
    radius = np.hypot(np.fft.fftfreq(h)[:, None], np.fft.fftfreq(w)[None])
    ring = (radius > above) & (radius < 0.5)
    power = lambda v: (np.abs(np.fft.fft2(v)) ** 2 * ring).sum()
    return float(10 * np.log10(power(x) / power(truth)))


def project(x, up, scale):
    """x + A+(y - A x) for up = A+ y."""
    return x + up - mri_data.low_pass(x, scale)


def levels(first, last, count):
    """Log-spaced noise levels, then zero."""
    return [first * (last / first) ** (i / max(count - 1, 1)) for i in range(count)] + [0.0]


def flow(net, z, sigmas, onstate=None):
    """Probability flow of a VE schedule: z' = x0 + (s'/s) (z - x0)."""
    for s, after in zip(sigmas, sigmas[1:]):
        x0 = net(z, torch.full((len(z),), s))
        z = x0 + after / s * (z - x0)
        if onstate:
            z = onstate(z, after)
    return z


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="+")
    parser.add_argument("--data", required=True)
    parser.add_argument("--store", default=".training")
    parser.add_argument("--scales", type=int, nargs="+", default=[2, 4])
    parser.add_argument("--steps", type=int, nargs="+", default=[1, 3, 8])
    parser.add_argument("--start", type=float, default=0.1, help="noise level of the R2D2+ super-resolution's start")
    parser.add_argument("--sigmas", type=float, nargs="+", default=[0.05, 0.1])
    parser.add_argument("--every", type=int, default=8, help="one slice in so many")
    o = parser.parse_args()
    torch.set_num_threads(1)
    store = pathlib.Path(o.store)
    stacks = mri_data.stacks(o.data, "validation", references=True, aligned="disc-diff" in o.jobs)
    for s in stacks:
        s.slices = s.slices[:: o.every]
        s.truncated = {k: v[:: o.every] for k, v in s.truncated.items()}
        s.references = {k: v[:: o.every] for k, v in s.references.items()}
    tensor = lambda x: torch.from_numpy(np.ascontiguousarray(x))[:, None]

    def padded(function, *images):
        h, w = images[0].shape[-2:]
        pad = lambda x: torch.nn.functional.pad(x, (0, -w % 8, 0, -h % 8), mode="reflect")
        return function(*(pad(x) for x in images))[:, :, :h, :w]

    def report(label, scale, run, above=None):
        rows = []
        for s in stacks:
            x = run(s)
            if x is not None:
                rows.append((psnr(x, s.slices), ssim(x, s.slices), high(x, s.slices, above or 0.5 / scale)))
        mean = np.mean(rows, 0)
        print(f"x{scale} {label}: {mean[0]:.2f} dB ssim {mean[1]:.4f} hf {mean[2]:.1f} dB   ({' '.join(f'{r[0]:.2f}' for r in rows)})", flush=True)

    for job in o.jobs:
        name = job.partition(":")[0]
        for scale in o.scales if name != "denoise" else [1]:
            factor = lambda n: torch.full((n, 1), float(scale))
            finish = lambda x, s: project(x[:, 0].numpy(), s.truncated[scale], scale)
            if name == "zero-fill":
                report(name, scale, lambda s: s.truncated[scale])
            if name.startswith("regression") or name in ("refine", "disc-diff"):
                of = {"refine": "mri-regression-deep", "disc-diff": "mri-regression-long"}.get(name, f"mri-{name}")
                net = weights(mri_nets.regression(mri_nets.LATE if of.endswith("-deep") else 0), store, of)
                first = lambda up: padded(lambda u: u + net(u, factor(len(u))), up)
                if name.startswith("regression"):
                    report(name, scale, lambda s: finish(first(tensor(s.truncated[scale])), s))
            if name == "refine":
                refiner = weights(mri_nets.refiner(mri_nets.LATE), store, "mri-refine-deep-long")
                for steps in o.steps:
                    def run(s):
                        up = tensor(s.truncated[scale])
                        base = first(up)
                        def diffuse(u, f):
                            z = torch.randn(u.shape, generator=torch.Generator().manual_seed(1))
                            return f + ddim(lambda z, t: refiner(u, factor(len(u)), z=z, t=t, first=f), z, steps) / RESIDUAL_SCALE
                        return finish(padded(diffuse, up, base), s)
                    report(f"refine {steps}", scale, run)
            if name == "disc-diff":
                guided = weights(mri_nets.DiscDiff(), store, "mri-disc-diff-aligned")
                for kind in ("none", "reference", "wrong"):
                    def run(s):
                        up = tensor(s.truncated[scale])
                        base = first(up)
                        if kind == "wrong":
                            other = next(v for v in stacks if v.subject != s.subject)
                            reference = np.stack([np.resize(np.pad(x, [(0, max(0, a - b)) for a, b in zip(s.slices.shape[1:], x.shape)])[: s.slices.shape[1], : s.slices.shape[2]], s.slices.shape[1:]) for x in other.slices])
                            reference = reference[np.arange(len(s.slices)) % len(reference)]
                        else:
                            reference = next(iter(s.references.values()))
                        given = torch.full((len(up), 1), float(kind != "none"))
                        def diffuse(u, f, r):
                            z = torch.randn(u.shape, generator=torch.Generator().manual_seed(1))
                            return f + ddim(lambda z, t: guided(z, u, f, r, given, t, factor(len(u))), z, o.steps[0]) / RESIDUAL_SCALE
                        return finish(padded(diffuse, up, base, tensor(reference)), s)
                    report(f"disc-diff {o.steps[0]} {kind}", scale, run)
            if name == "sr":
                net = weights(mri_nets.NoiseConditional(), store, "mri-denoise")
                for steps in o.steps:
                    def run(s):
                        up = tensor(s.truncated[scale])
                        noise = torch.randn(up.shape, generator=torch.Generator().manual_seed(1))
                        noise = noise - tensor(mri_data.low_pass(noise[:, 0].numpy(), scale))
                        held = lambda z, _: tensor(project(z[:, 0].numpy(), s.truncated[scale], scale))
                        z = up + o.start * noise
                        for a, b in zip(levels(o.start, 0.01, steps), levels(o.start, 0.01, steps)[1:]):
                            x0 = padded(lambda u: net(u, torch.full((len(u),), a)), z)
                            z = held(x0 + b / a * (z - x0), b)
                        return z[:, 0].numpy()
                    report(f"r2d2+ sr {steps}", scale, run)
            if name == "denoise":
                net = weights(mri_nets.NoiseConditional(), store, "mri-denoise")
                from skimage.restoration import denoise_nl_means, estimate_sigma
                for kind in ("gaussian", "rician"):
                    for sigma in o.sigmas:
                        random = np.random.default_rng(3)
                        for s in stacks:
                            n1, n2 = random.normal(0, sigma, (2, *s.slices.shape)).astype(np.float32)
                            s.noisy = s.slices + n1 if kind == "gaussian" else np.hypot(s.slices + n1, n2)
                        label = f"{kind} {sigma}"
                        report(f"{label} noisy", 1, lambda s: s.noisy, 0.25)
                        report(f"{label} nl-means", 1, lambda s: np.stack([denoise_nl_means(x, sigma=estimate_sigma(x), h=0.8 * estimate_sigma(x), fast_mode=True, patch_size=5, patch_distance=6) for x in s.noisy]), 0.25)
                        for steps in o.steps:
                            report(f"{label} flow {steps}", 1, lambda s: padded(lambda z: flow(net, z, levels(sigma, 0.01, steps)), tensor(s.noisy))[:, 0].numpy(), 0.25)


if __name__ == "__main__":
    main()
