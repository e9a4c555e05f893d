"""Held-out figures of checkpoints while training: `python3 evaluate.py --data FOLDER --store .training NAME...`.

PSNR in raw units (peak 1), mean of sites, x4; `blind` = random kernel, noise up to 5/255. The product's own figures come from bench/quality.ts.
"""
import argparse
import json
import pathlib

import numpy as np
import torch

import data
import degradations
import kernels
import nets
import swin
from schedule import ddim


def crops(root, count, side=240):
    """Up to `count` validation crops of each site, [3, side, side]."""
    sites = {}
    for picture in data.pictures(root, "validation"):
        site = picture.name.split("_")[0]
        _, h, w = picture.pixels.shape
        for row in range(0, h - side + 1, side):
            for col in range(0, w - side + 1, side):
                sites.setdefault(site, []).append(picture.pixels[:3, row : row + side, col : col + side])
    pick = lambda found: found[:: max(1, len(found) // count)][:count]
    return {site: torch.from_numpy(np.stack(pick(found))) for site, found in sites.items()}


def pairs(root, scale, blind, seed=5, count=6):
    random = np.random.default_rng(seed)
    for site, hr in crops(root, count).items():
        n = len(hr)
        if blind:
            kernel = torch.from_numpy(np.stack([degradations.random_kernel(random, scale) for _ in range(n)])).float()
        else:
            kernel = torch.zeros(n, 25, 25)
            kernel[:, 12, 12] = 1
        lr = degradations.down(hr, kernel, scale)
        if blind:
            sigma = torch.from_numpy(random.uniform(0, 5 / 255, (n, 1, 1, 1))).float()
            lr = lr + sigma * torch.from_numpy(random.standard_normal(lr.shape)).float()
        flat = lr.flatten(2)
        low, high = flat.quantile(0.01, 2)[:, :, None, None], flat.quantile(0.99, 2)[:, :, None, None]
        lr = (lr - low) / (high - low)
        yield site, {"hr": hr, "low": low, "high": high, "lr": lr, "up": degradations.resize(lr, *hr.shape[2:]), "kernel": kernel, "scale": torch.full((n, 1), float(scale))}


def spectrum(x, truth, scale):
    """dB of power above the LR Nyquist frequency, of the truth's."""
    h, w = x.shape[-2:]
    window = torch.hann_window(h)[:, None] * torch.hann_window(w)[None]
    radius = (torch.fft.fftfreq(h)[:, None] ** 2 + torch.fft.fftfreq(w)[None] ** 2).sqrt()
    band = (radius > 0.5 / scale) & (radius < 0.5)
    power = lambda v: ((torch.fft.fft2((v - v.mean((-2, -1), keepdim=True)) * window).abs() ** 2) * band).sum().item()
    return 10 * np.log10(power(x) / power(truth))


class Restorers:
    def __init__(self, store, seed=3):
        self.store, self.seed = store, seed

    def weights(self, net, name):
        net.load_state_dict(torch.load(self.store / f"{name}.pt")["ema"])
        return net.eval()

    def make(self, name, steps, eta):
        generator = torch.Generator().manual_seed(self.seed)
        start = lambda b: torch.randn(b["up"].shape, generator=generator)
        diffused = lambda b, net, base, **more: base + ddim(
            lambda z, t: net(b["up"], b["scale"], z=z, t=t, **more), start(b), steps, eta, generator) / nets.RESIDUAL_SCALE
        if name == "bicubic":
            return lambda b: b["up"]
        blocks = nets.DEEP if "-deep" in name else nets.BLOCKS
        if name.startswith("regression"):
            net = self.weights(nets.UNet(blocks=blocks), name)
            return lambda b: b["up"] + net(b["up"], b["scale"])
        if name == "encoder":
            net = self.weights(nets.Encoder(), name)
            return lambda b: b["up"] + net(b["up"], b["scale"])
        if name == "swin":
            net = self.weights(swin.SwinSr(), name)
            pad = lambda x: torch.nn.functional.pad(x, (0, -x.shape[3] % 32, 0, -x.shape[2] % 32), mode="replicate")
            return lambda b: b["up"] + net(pad(b["up"]), b["scale"])[:, :, : b["up"].shape[2], : b["up"].shape[3]]
        if name.startswith("dmdc"):
            net = self.weights(nets.UNet(diffuse=True), name)
            return lambda b: diffused(b, net, b["up"])
        if name in ("tesr", "tesr-long"):
            net = self.weights(nets.UNet(diffuse=True, first=True), name)
            stage = self.make("regression", 1, 0)
            def run(b):
                first = stage(b)
                return diffused(b, net, first, first=first)
            return run
        if name.startswith("ddsr"):
            net, encoder = self.weights(nets.UNet(diffuse=True, features=True, kernel=True, blocks=blocks), name.removesuffix("-true")), self.weights(nets.Encoder(), "encoder")
            basis = kernels.Basis.load(self.store)
            predictor = self.weights(kernels.Predictor(basis.size), "kernel")
            def run(b):
                kernel = b["kernel"] if name.endswith("true") else predictor.sample(basis, b["lr"], b["scale"])
                return diffused(b, net, b["up"], features=encoder.features(b["up"], b["scale"]), kernel=kernel.flatten(1))
            return run
        raise SystemExit(f"{name}: no such model")


def kernel_correlation(store, root):
    basis = kernels.Basis.load(store)
    predictor = Restorers(store).weights(kernels.Predictor(basis.size), "kernel")
    found = []
    for seed in range(4):
        for _, b in pairs(root, 4, True, seed):
            k = predictor.sample(basis, b["lr"], b["scale"])
            a, t = k.flatten(1), b["kernel"].flatten(1)
            found += ((a * t).sum(1) / (a.norm(dim=1) * t.norm(dim=1))).tolist()
    return np.percentile(found, [10, 50, 90]), len(found)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="+")
    parser.add_argument("--data", required=True)
    parser.add_argument("--store", default=".training")
    parser.add_argument("--scale", type=int, default=4)
    parser.add_argument("--steps", type=int, nargs="+", default=[1, 4, 8])
    parser.add_argument("--eta", type=float, default=0.0)
    parser.add_argument("--crops", type=int, default=6, help="of each of the three sites")
    parser.add_argument("--json")
    o = parser.parse_args()
    torch.set_num_threads(1)
    store = pathlib.Path(o.store)
    rows = []
    for name in o.names:
        if name == "kernel":
            print("kernel correlation p10/p50/p90, pairs", *kernel_correlation(store, o.data))
            continue
        single = name in ("bicubic", "encoder", "swin") or name.startswith("regression")
        for steps in [1] if single else o.steps:
            line, row = f"{name} {steps}:", {"network": name, "calls": steps}
            for blind in (False, True):
                psnr, power, spread = [], [], []
                for site, b in pairs(o.data, o.scale, blind, count=o.crops):
                    with torch.autocast("cpu", torch.bfloat16, enabled=False):
                        out = Restorers(store).make(name, steps, o.eta)(b)
                        other = out if single else Restorers(store, seed=4).make(name, steps, o.eta)(b)
                    raw = lambda x: (x * (b["high"] - b["low"]) + b["low"]).clamp(0, 1)
                    out = raw(out)
                    spread.append(((out - raw(other)) ** 2).mean().item() / 2)
                    mse = ((out - b["hr"])[:, :, 4:-4, 4:-4] ** 2).mean((1, 2, 3))
                    psnr.append((-10 * mse.log10()).mean().item())
                    power.append(spectrum(out, b["hr"], o.scale))
                kind = "blind" if blind else "plain"
                row |= {f"{kind} PSNR dB": round(np.mean(psnr), 2), f"{kind} hf dB": round(np.mean(power), 1)}
                if not single:
                    row[f"{kind} deviation between samples, of 255"] = round(255 * float(np.sqrt(np.mean(spread))), 2)
                line += f"  {kind} {np.mean(psnr):.2f} dB ({' '.join(f'{p:.2f}' for p in psnr)}) hf {np.mean(power):.1f} dB"
            print(line, flush=True)
            rows.append(row)
    if o.json:
        pathlib.Path(o.json).write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
