"""Checkpoint -> ONNX (opset 17, weights stored fp16, dynamic batch, height and width) and golden values for the tests.

`python3 export.py MODEL --store .training --out FOLDER`. Prints nothing of the quality: see bench/quality.ts and card.py.
"""
import argparse
import json
import pathlib
import shutil

import numpy as np
import torch
import torch.nn as nn

import faces_export
import kernels
import mri_nets
import nets


def store_half(net):
    """Weights of two or more axes become fp16 initialisers behind a Cast, which onnxruntime folds when it loads."""
    for module in list(net.modules()):
        for name, p in list(module._parameters.items()):
            if p is None or p.dim() < 2:
                continue
            del module._parameters[name]
            module.register_buffer(f"{name}_half", p.detach().half())

            def restore(m, _inputs, name=name):
                setattr(m, name, getattr(m, f"{name}_half").float())

            module.register_forward_pre_hook(restore)
            setattr(module, name, p.detach().half().float())
    return net


class Call(nn.Module):
    """A network's forward under the input names that the runtime feeds."""

    def __init__(self, net, function):
        super().__init__()
        self.net, self.function = net, function

    def forward(self, *inputs):
        return self.function(self.net, *inputs)


FILL = {"scale": 4, "t": 500, "given": 1}
IMAGE = {0: "n", 2: "h", 3: "w"}
AXES = {"up": IMAGE, "z": IMAGE, "first": IMAGE, "reference": IMAGE, "lr": IMAGE, "features": {0: "n"}, "scale": {0: "n"}, "given": {0: "n"}, "t": {0: "n"}, "kernel": {0: "n"}, "code": {0: "n"}}


def example(name, n=2, side=64, spatial=True, channels=3, fill=None):
    """A smooth deterministic input, the same formula as in test/models."""
    shape = {"scale": (n, 1), "given": (n, 1), "t": (n,), "kernel": (n, 625)}.get(name)
    if name == "features":
        shape = (n, 96, side // 4, side // 4) if spatial else (n, 256)
    if name == "z" and not spatial:
        shape = (n, kernels.CODE)
    shape = shape or (n, channels, side, side)
    i = torch.arange(int(np.prod(shape)), dtype=torch.float64)
    wave = torch.sin(i * 0.37) * 0.5 + 0.5
    if name in (fill or FILL):
        wave = wave * 0 + (fill or FILL)[name]
    if name == "kernel":
        wave = wave / wave.reshape(n, -1).sum(1).repeat_interleave(625)
    return wave.float().reshape(shape)


def export_faces(net, function, inputs, outputs, side, folder, name):
    """Fixed height and width: an aligned face has one size. Golden values are those of the first output."""
    call = Call(store_half(net.eval()), function).eval()
    values = []
    for i in inputs:
        shape = faces_export.shape(i, side)
        wave = torch.sin(torch.arange(int(np.prod(shape)), dtype=torch.float64) * 0.37) * 0.5 + 0.5
        values.append((wave * 0 + faces_export.FILL[i] if i in faces_export.FILL else wave).float().reshape(shape))
    with torch.no_grad():
        golden = call(*values)
    golden = golden[0] if isinstance(golden, tuple) else golden
    torch.onnx.export(call, tuple(values), folder / f"{name}.onnx", opset_version=17, input_names=inputs, output_names=outputs,
                      dynamic_axes={i: {0: "n"} for i in [*inputs, *outputs]}, do_constant_folding=False)
    return record(inputs, values, faces_export.FILL, outputs[0], golden)


def record(inputs, values, fill, output, golden):
    flat = golden.flatten()
    probe = torch.linspace(0, len(flat) - 1, 64).long()
    return {"inputs": {i: list(v.shape) for i, v in zip(inputs, values)}, "fill": {i: v for i, v in fill.items() if i in inputs}, "output": output, "shape": list(golden.shape),
            "index": probe.tolist(), "value": [round(float(v), 6) for v in flat[probe]]}


def export(net, function, inputs, output, folder, name, spatial=True, channels=3, fill=None):
    call = Call(store_half(net.eval()), function).eval()
    values = tuple(example(i, spatial=spatial, channels=channels, fill=fill) for i in inputs)
    with torch.no_grad():
        golden = call(*values)
    axes = {i: dict(AXES[i]) for i in inputs}
    axes[output] = dict(IMAGE) if golden.dim() == 4 else {0: "n"}
    for i, v in zip(inputs, values):
        if v.dim() != 4:
            axes[i] = {0: "n"}
        elif i == "features":
            axes[i] = {0: "n", 2: "h4", 3: "w4"}
    if output == "features" and golden.dim() == 4:
        axes[output] = {0: "n", 2: "h4", 3: "w4"}
    torch.onnx.export(call, values, folder / f"{name}.onnx", opset_version=17, input_names=list(inputs), output_names=[output],
                      dynamic_axes=axes, do_constant_folding=False)
    return record(inputs, values, fill or FILL, output, golden)


MRI = ("mri-regression", "mri-srdiff", "mri-disc-diff", "mri-r2d2plus")


def export_mri(model, weights, out):
    part = lambda net, checkpoint, *more, **rest: export(weights(net, checkpoint), *more, out, channels=1, **rest)
    residual = lambda net, up, scale: net(up, scale)
    goldens = {}
    if model == "mri-regression":
        goldens["model"] = part(mri_nets.regression(mri_nets.LATE), "mri-regression-deep", residual, ["up", "scale"], "residual", name="model")
    if model == "mri-srdiff":
        goldens["first"] = part(mri_nets.regression(mri_nets.LATE), "mri-regression-deep", residual, ["up", "scale"], "residual", name="first")
    if model == "mri-disc-diff":
        goldens["first"] = part(mri_nets.regression(), "mri-regression-long", residual, ["up", "scale"], "residual", name="first")
    if model == "mri-srdiff":
        goldens["denoiser"] = part(mri_nets.refiner(mri_nets.LATE), "mri-refine-deep-long", lambda net, z, up, first, t, scale: net(up, scale, z=z, t=t, first=first),
                                   ["z", "up", "first", "t", "scale"], "x0", name="denoiser")
    if model == "mri-disc-diff":
        goldens["denoiser"] = part(mri_nets.DiscDiff(), "mri-disc-diff-aligned", lambda net, *x: net(*x), ["z", "up", "first", "reference", "given", "t", "scale"], "x0", name="denoiser")
    if model == "mri-r2d2plus":
        goldens["denoiser"] = part(mri_nets.NoiseConditional(), "mri-denoise", lambda net, z, t: net(z, t), ["z", "t"], "x0", name="denoiser", fill={"t": 0.1})
    return goldens


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=["regression", "ddsr", "tesr", "dmdc", *MRI, *faces_export.MODELS])
    parser.add_argument("--store", default=".training")
    parser.add_argument("--out", required=True)
    o = parser.parse_args()
    store, out = pathlib.Path(o.store), pathlib.Path(o.out)
    out.mkdir(parents=True, exist_ok=True)

    def weights(net, name):
        missing, unexpected = net.load_state_dict(torch.load(store / f"{name}.pt", map_location="cpu")["ema"], strict=False)
        # a committed encoder is stored without the head that only its training used
        if unexpected or any(not key.startswith("head.") for key in missing) or (missing and name != "encoder"):
            raise SystemExit(f"{name}.pt: expected the weights of its network, got others ({[*missing, *unexpected][:3]}); train it again")
        return net

    if o.model in MRI:
        (out / "golden.json").write_text(json.dumps(export_mri(o.model, weights, out)))
        return
    goldens = {}
    if o.model in faces_export.MODELS:
        for name, net, function, inputs, outputs, side in faces_export.parts(o.model, weights):
            goldens[name] = export_faces(net, function, inputs, outputs, side, out, name)
    residual = lambda net, up, scale: net(up, scale)
    if o.model == "regression":
        goldens["model"] = export(weights(nets.UNet(blocks=nets.DEEP), "regression-deep"), residual, ["up", "scale"], "residual", out, "model")
    if o.model == "dmdc":
        goldens["denoiser"] = export(weights(nets.UNet(diffuse=True), "dmdc-long"), lambda net, z, up, t, scale: net(up, scale, z=z, t=t),
                                     ["z", "up", "t", "scale"], "x0", out, "denoiser")
    if o.model == "tesr":
        goldens["stage1"] = export(weights(nets.UNet(), "regression"), residual, ["up", "scale"], "residual", out, "stage1")
        goldens["denoiser"] = export(weights(nets.UNet(diffuse=True, first=True), "tesr-long"),
                                     lambda net, z, up, first, t, scale: net(up, scale, z=z, t=t, first=first),
                                     ["z", "up", "first", "t", "scale"], "x0", out, "denoiser")
    if o.model == "ddsr":
        basis = kernels.Basis.load(store)
        goldens["encoder"] = export(weights(nets.Encoder(), "encoder"), lambda net, up, scale: net.features(up, scale), ["up", "scale"], "features", out, "encoder")
        goldens["kernel-encoder"] = export(weights(kernels.Predictor(basis.size), "kernel"), lambda net, lr, scale: net.features(lr, scale),
                                           ["lr", "scale"], "features", out, "kernel-encoder")
        goldens["kernel"] = export(weights(kernels.Predictor(basis.size), "kernel"), lambda net, z, t, features: net.denoise(z, t, features),
                                   ["z", "t", "features"], "x0", out, "kernel", spatial=False)
        goldens["denoiser"] = export(weights(nets.UNet(diffuse=True, features=True, kernel=True, blocks=nets.DEEP), "ddsr-deep"),
                                     lambda net, z, up, t, features, kernel, scale: net(up, scale, z=z, t=t, features=features, kernel=kernel),
                                     ["z", "up", "t", "features", "kernel", "scale"], "x0", out, "denoiser")
        # decoding: kernel = normalise((mean + basis * code)^2), with the deviations folded into the basis
        (out / "kernel-basis.json").write_text(json.dumps({
            "size": 25, "mean": [round(float(v), 7) for v in basis.mean],
            "basis": [[round(float(v), 7) for v in row] for row in basis.components * basis.deviation[:, None]]}))
    (out / "golden.json").write_text(json.dumps(goldens))


if __name__ == "__main__":
    main()
