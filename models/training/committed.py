"""Weights of a committed network file, to continue from: a training that outlives a session starts where the shipped model stands."""
import numpy as np
import onnx
import torch
from onnx import numpy_helper


def ema(path):
    """{parameter name: tensor} of an ONNX file that export.py wrote; weights stored in half precision come back as float32."""
    found = {}
    for initializer in onnx.load(str(path)).graph.initializer:
        if initializer.name.startswith("net."):
            name = initializer.name.removeprefix("net.").removesuffix("_half")
            found[name] = torch.from_numpy(numpy_helper.to_array(initializer).astype(np.float32))
    if not found:
        raise SystemExit(f"{path}: expected a network that export.py wrote, got one without its weight names; train from the start")
    return found
