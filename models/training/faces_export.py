"""Face models: which network goes into which folder under which input names (export.py writes them). Faces are 256 px, or 128."""
import torch

import faces_nets

MODELS = ("bfr-regression", "bfr-prior", "bfr-dr2", "bfr-diffbfr", "bfr-at-ddpm", "bfr-at-vardiff", "bfr-at-regression")
FILL = {"t": 200}
REGRESSION = ["faces-regression", "faces-regression-long", "faces-regression-broad", "faces-regression-deep"]
TURBULENCE = [*REGRESSION[:3], "faces-at-base"]
CHECKPOINTS = {
    "bfr-regression": [*REGRESSION, "faces-error", "faces-error-broad", "faces-error-deep"], "bfr-prior": ["faces-prior", "faces-prior-long"],
    "bfr-dr2": [*REGRESSION, "faces-dr2", "faces-dr2-long"], "bfr-diffbfr": [*REGRESSION, "faces-diffbfr-low", "faces-diffbfr-low-long", "faces-diffbfr-low-start", "faces-diffbfr-full", "faces-diffbfr-full-long", "faces-diffbfr-full-start"],
    "bfr-at-regression": [*TURBULENCE, "faces-at-regression", "faces-at-regression-long"], "bfr-at-ddpm": [*TURBULENCE, "faces-at-ddpm", "faces-at-ddpm-start"],
    "bfr-at-vardiff": [*TURBULENCE, "faces-at-vardiff", "faces-at-vardiff-start"],
}


def shape(name, side=256, n=2):
    return {"t": (n,), "latent": (n, faces_nets.LATENT), "map": (n, 2, side // 8, side // 8)}.get(name, (n, 3, side, side))


class Latent(torch.nn.Module):
    """What inference needs of AT-VarDiff's encoder: the latent's mean and deviation in one vector, and the map."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, up):
        mean, log_variance, field = self.encoder(up)
        return mean, (log_variance / 2).exp(), field


def parts(model, weights):
    """(name, network, function, inputs, outputs, side) of each network; weights(net, checkpoint) loads EMA weights."""
    image = lambda net, up: net(up)
    conditional = lambda net, z, up, t: net(z, up, t)
    regression = lambda checkpoint, deep=False: ("model", weights(faces_nets.Regression(deep), checkpoint), image, ["up"], ["image"], 256)
    if model == "bfr-regression":
        return [regression("faces-regression-deep", deep=True), ("error", weights(faces_nets.ErrorEstimate(), "faces-error-deep"), image, ["up"], ["error"], 256)]
    if model == "bfr-dr2":
        return [regression("faces-dr2-long", deep=True)]
    if model == "bfr-at-regression":
        return [regression("faces-at-regression-long")]
    if model == "bfr-prior":
        return [("denoiser", weights(faces_nets.Diffusion(), "faces-prior-long"), lambda net, z, t: net(z, t), ["z", "t"], ["x0"], 256)]
    if model == "bfr-diffbfr":
        low = weights(faces_nets.Conditional(grid=32), "faces-diffbfr-low-start")
        full = weights(faces_nets.Cascaded(), "faces-diffbfr-full-start")
        cascaded = lambda net, z, up, low, t: net(z, up, low, t)
        return [("low", low, conditional, ["z", "up", "t"], ["x0"], 128), ("full", full, cascaded, ["z", "up", "low", "t"], ["x0"], 256)]
    if model == "bfr-at-ddpm":
        return [("denoiser", weights(faces_nets.Conditional(), "faces-at-ddpm-start"), conditional, ["z", "up", "t"], ["x0"], 256)]
    net = weights(faces_nets.VarDiff(), "faces-at-vardiff-start")
    draw = lambda net, z, up, t, latent, field: net(z, up, t, latent, field)
    return [("latent", Latent(net.prior), image, ["up"], ["mean", "deviation", "map"], 256),
            ("denoiser", net.denoiser, draw, ["z", "up", "t", "latent", "map"], ["x0"], 256)]


PORTS = {
    "bfr-regression": [("model", ["up"], ["image"], 256), ("error", ["up"], ["error"], 256)],
    "bfr-prior": [("denoiser", ["z", "t"], ["x0"], 256)],
    "bfr-dr2": [("model", ["up"], ["image"], 256)],
    "bfr-at-regression": [("model", ["up"], ["image"], 256)],
    "bfr-diffbfr": [("low", ["z", "up", "t"], ["x0"], 128), ("full", ["z", "up", "low", "t"], ["x0"], 256)],
    "bfr-at-ddpm": [("denoiser", ["z", "up", "t"], ["x0"], 256)],
    "bfr-at-vardiff": [("latent", ["up"], ["mean", "deviation", "map"], 256), ("denoiser", ["z", "up", "t", "latent", "map"], ["x0"], 256)],
}


def ports(model):
    """Inputs and outputs of each network as the card states them."""
    code = ["n", faces_nets.LATENT]
    fixed = {"error": ["n", 1], "t": ["n"], "latent": code, "mean": code, "deviation": code}
    dims = lambda name, side: fixed.get(name, ["n", 2, side // 8, side // 8] if name == "map" else ["n", 3, side, side])
    return {name: ({i: dims(i, side) for i in inputs}, {o: dims(o, side) for o in outputs}) for name, inputs, outputs, side in PORTS[model]}
