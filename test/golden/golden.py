"""Shared by the scripts beside it: seeded arrays in, JSON with base64 little-endian samples out, versions recorded."""
import base64
import json
import os
import platform

import numpy as np


def pack(array):
    """Float32 stays float32, everything else becomes float64."""
    array = np.ascontiguousarray(array)
    kind = "float32" if array.dtype == np.float32 else "float64"
    raw = array.astype("<f4" if kind == "float32" else "<f8").tobytes()
    return {"type": kind, "shape": list(array.shape), "base64": base64.b64encode(raw).decode()}


def write(name, seed, modules, content):
    versions = {module.__name__: module.__version__ for module in modules} | {"python": platform.python_version()}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".json")
    with open(path, "w") as file:
        json.dump({"madeBy": name + ".py", "seed": seed, "versions": versions} | content, file, indent=1)
        file.write("\n")
