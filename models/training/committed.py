"""Weights of the committed networks, to continue from: a training that outlives a session starts where the shipped models stand.

`python3 committed.py --store .training` writes a checkpoint for each network file and marks it as done; run.sh trains one on whose mark
(NAME.done) is taken away. Weights were stored in half precision.
"""
import argparse
import pathlib

import numpy as np
import onnx
import torch
from onnx import numpy_helper

# checkpoint: the files that hold its network, several where they are parts of one. A longer phase's network stands in for the phases before
FILES = {
    **dict.fromkeys(["regression-base", "regression"], ["rs-tesr/stage1"]), **dict.fromkeys(["regression-broad", "regression-broad-long", "regression-deep"], ["rs-regression/model"]),
    "encoder": ["rs-ddsr/encoder"], "kernel": ["rs-ddsr/kernel-encoder", "rs-ddsr/kernel"],
    **dict.fromkeys(["ddsr", "ddsr-long", "ddsr-broad", "ddsr-deep"], ["rs-ddsr/denoiser"]), **dict.fromkeys(["tesr", "tesr-long"], ["rs-tesr/denoiser"]), **dict.fromkeys(["dmdc", "dmdc-long"], ["rs-dmdc/denoiser"]),
    **dict.fromkeys(["mri-regression", "mri-regression-long"], ["mri-disc-diff/first"]), "mri-regression-deep": ["mri-regression/model"],
    **dict.fromkeys(["mri-refine", "mri-refine-long", "mri-refine-deep", "mri-refine-deep-long"], ["mri-srdiff/denoiser"]),
    **dict.fromkeys(["mri-disc-diff", "mri-disc-diff-long", "mri-disc-diff-fine", "mri-disc-diff-deep", "mri-disc-diff-local", "mri-disc-diff-aligned"], ["mri-disc-diff/denoiser"]), "mri-denoise": ["mri-r2d2plus/denoiser"],
    **dict.fromkeys(["faces-regression", "faces-regression-long", "faces-regression-broad", "faces-regression-deep"], ["bfr-regression/model"]), **dict.fromkeys(["faces-error", "faces-error-broad", "faces-error-deep"], ["bfr-regression/error"]),
    **dict.fromkeys(["faces-prior", "faces-prior-long"], ["bfr-prior/denoiser"]), **dict.fromkeys(["faces-dr2", "faces-dr2-long"], ["bfr-dr2/model"]),
    **dict.fromkeys(["faces-diffbfr-low", "faces-diffbfr-low-long", "faces-diffbfr-low-start"], ["bfr-diffbfr/low"]), **dict.fromkeys(["faces-diffbfr-full", "faces-diffbfr-full-long", "faces-diffbfr-full-start"], ["bfr-diffbfr/full"]),
    **dict.fromkeys(["faces-at-base", "faces-at-regression", "faces-at-regression-long"], ["bfr-at-regression/model"]), **dict.fromkeys(["faces-at-ddpm", "faces-at-ddpm-start"], ["bfr-at-ddpm/denoiser"]),
    **dict.fromkeys(["faces-at-vardiff", "faces-at-vardiff-start"], ["bfr-at-vardiff/latent", "bfr-at-vardiff/denoiser"]),
}
# what a file's names begin with, and what the checkpoint's do, where they differ
PREFIXES = {"bfr-at-vardiff/latent": ("encoder.", "prior."), "bfr-at-vardiff/denoiser": ("", "denoiser.")}


def ema(path):
    """{parameter name: float32 tensor} of an ONNX file that export.py wrote."""
    found = {}
    graph = onnx.load(str(path)).graph
    for initializer in graph.initializer:
        if initializer.name.startswith("net."):
            name = initializer.name.removeprefix("net.").removesuffix("_half")
            found[name] = torch.from_numpy(numpy_helper.to_array(initializer).astype(np.float32))
    # maps of position are in a ParameterList, whose entries the exporter writes as constants without their names, in order
    maps = [t for t in (numpy_helper.to_array(a.t) for n in graph.node if n.op_type == "Constant" for a in n.attribute if a.name == "value") if t.ndim == 4 and t.shape[1] > 1]
    found |= {f"body.places.{i}": torch.from_numpy(t.astype(np.float32)) for i, t in enumerate(maps)}
    if not found:
        raise SystemExit(f"{path}: expected a network that export.py wrote, got one without its weight names; train from the start")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", default=".training")
    parser.add_argument("--models", default=str(pathlib.Path(__file__).parent.parent))
    o = parser.parse_args()
    store = pathlib.Path(o.store)
    store.mkdir(parents=True, exist_ok=True)
    for name, files in FILES.items():
        paths = [pathlib.Path(o.models) / f"{file}.onnx" for file in files]
        if all(path.exists() for path in paths) and not (store / f"{name}.pt").exists():
            found = {}
            for path, file in zip(paths, files):
                old, new = PREFIXES.get(file, ("", ""))
                found |= {new + key.removeprefix(old): tensor for key, tensor in ema(path).items()}
            torch.save({"ema": found}, store / f"{name}.pt")
            (store / f"{name}.done").touch()
            print(name)


if __name__ == "__main__":
    main()
