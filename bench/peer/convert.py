"""The x4 network of @upscalerjs/esrgan-thick (MIT, 7.26 M parameters) as ONNX, so that it runs where ours run.

    npm --prefix bench/peer install --legacy-peer-deps
    python3 bench/peer/convert.py bench/peer/node_modules/@upscalerjs/esrgan-thick/models/x4 /tmp/esrgan.onnx
    node bench/peer/check.mjs /tmp/esrgan.onnx        # against the package itself, run by tfjs

Needs torch 1.13 and numpy (Debian: python3-torch). The file has one input x [n, 3, h, w] and one output
[n, 3, 4h, 4w], RGB in 0..1. Neither the package nor the file is part of this project.
"""
import argparse
import json
import pathlib

import numpy as np
import torch
import torch.nn as nn


def weights(folder, manifest):
    found = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for entry in group["weights"]:
            if entry["dtype"] != "float32" or "quantization" in entry:
                raise SystemExit(f"{entry['name']}: expected plain float32, got {entry}")
            count = int(np.prod(entry["shape"]))
            found[entry["name"]] = np.frombuffer(data, "<f4", count, at).reshape(entry["shape"])
            at += 4 * count
    return found


class Layers(nn.Module):
    """Walks the Keras graph layer by layer; only what this network has is known."""

    def __init__(self, layers, found):
        super().__init__()
        self.layers = layers
        self.convs = nn.ModuleDict()
        shuffled = {layer["inbound_nodes"][0][0][0] for layer in layers if layer["class_name"].startswith("PixelShuffle")}
        for layer in layers:
            if layer["class_name"] != "Conv2D":
                continue
            config, name = layer["config"], layer["name"]
            if config["padding"] != "same" or config["strides"] != [1, 1] or config["activation"] != "linear":
                raise SystemExit(f"{name}: expected a plain convolution, got {config}")
            kernel, bias = found[f"{name}/kernel"], found[f"{name}/bias"]
            if name in shuffled:  # depthToSpace takes its channels as (row, col, channel), torch as (channel, row, col)
                order = np.arange(kernel.shape[3]).reshape(4, 4, 3).transpose(2, 0, 1).ravel()
                kernel, bias = kernel[..., order], bias[order]
            conv = nn.Conv2d(kernel.shape[2], kernel.shape[3], kernel.shape[0], padding=kernel.shape[0] // 2)
            conv.weight.data = torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy())
            conv.bias.data = torch.from_numpy(bias.copy())
            self.convs[name] = conv

    def forward(self, x):
        values = {}
        for layer in self.layers:
            kind, name = layer["class_name"], layer["name"]
            inputs = [values[node[0]] for node in layer["inbound_nodes"][0]] if layer["inbound_nodes"] else [x]
            if kind == "InputLayer":
                out = inputs[0]
            elif kind == "Conv2D":
                out = self.convs[name](inputs[0])
            elif kind == "Activation" and layer["config"]["activation"] == "relu":
                out = torch.relu(inputs[0])
            elif kind == "Concatenate":
                out = torch.cat(inputs, 1)
            elif kind == "Add":
                out = sum(inputs[1:], inputs[0])
            elif kind == "MultiplyBeta":
                out = inputs[0] * layer["config"]["beta"]
            elif kind == "PixelShuffle4x":
                out = nn.functional.pixel_shuffle(inputs[0], 4)
            else:
                raise SystemExit(f"{name}: {kind} is not known")
            values[name] = out
        return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path, help="with model.json and its shards")
    parser.add_argument("output")
    o = parser.parse_args()
    model = json.loads((o.folder / "model.json").read_text())
    layers = model["modelTopology"]["model_config"]["config"]["layers"]
    net = Layers(layers, weights(o.folder, model["weightsManifest"])).eval()
    print(sum(p.numel() for p in net.parameters()), "parameters")
    axes = {2: "h", 3: "w"}
    torch.onnx.export(net, torch.rand(1, 3, 24, 24), o.output, opset_version=17, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "n", **axes}, "y": {0: "n", 2: "hh", 3: "ww"}})


if __name__ == "__main__":
    main()
