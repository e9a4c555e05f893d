"""card.json and CARD.md of an exported model: `python3 card.py MODEL --store .training --out ../rs-MODEL --figures FILE.json`.

The figures are a JSON object measured elsewhere (bench/quality.ts and others); nothing is invented here.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess

import torch

TRAINED_ON = [
    {"name": "NEON airborne RGB 0.1 m (HARV, OSBS, SJER, TEAK, BLAN)", "license": "CC0-1.0"},
    {"name": "NAIP 1 m and 5 m RGBN, USGS High Resolution Orthoimagery 0.15 m (Colorado)", "license": "US public domain"},
    {"name": "Landsat 7 San Francisco Bay, Landsat 8 pan and SWIR (uint16), Pucallpa", "license": "US public domain"},
    {"name": "OpenAerialMap drone tiles: Zanzibar, Nepal, Philippines (Kampala held out)", "license": "CC BY 4.0 (OpenAerialMap's terms; not stated per tile)"},
    {"name": "New Brunswick and Quebec orthophotos 0.15-0.5 m", "license": "distributed in MIT-licensed repositories; imagery terms not stated"},
]
LIMITS = (
    "Trained on 376 pictures, mostly 8-bit aerial and drone RGB of 0.07-1 m, few satellite ones, no 16-bit Sentinel-2: make no claim on it. "
    "Blur is assumed to be one kernel for the whole scene, up to 25 HR pixels wide; motion, moire, clouds and strong compression are outside. "
    "Detail above the input's Nyquist frequency is plausible, not measured; with --samples the spread says where."
)
USE = "Visual interpretation and mapping support. Not for measurements of objects smaller than two input pixels, and not as evidence that an object exists."
UP = {"up": ["n", 3, "h", "w"], "scale": ["n", 1]}
IMAGE = ["n", 3, "h", "w"]
NETWORKS = {
    "regression": {"model": (UP, {"residual": IMAGE})},
    "dmdc": {"denoiser": ({"z": IMAGE, **UP, "t": ["n"]}, {"x0": IMAGE})},
    "tesr": {"stage1": (UP, {"residual": IMAGE}), "denoiser": ({"z": IMAGE, "first": IMAGE, **UP, "t": ["n"]}, {"x0": IMAGE})},
    "ddsr": {
        "encoder": (UP, {"features": ["n", 96, "h4", "w4"]}),
        "kernel-encoder": ({"lr": IMAGE, "scale": ["n", 1]}, {"features": ["n", 256]}),
        "kernel": ({"z": ["n", 16], "t": ["n"], "features": ["n", 256]}, {"x0": ["n", 16]}),
        "denoiser": ({"z": IMAGE, **UP, "t": ["n"], "features": ["n", 96, "h4", "w4"], "kernel": ["n", 625]}, {"x0": IMAGE}),
    },
}
ABOUT = {
    "regression": "The regression baseline: a residual U-Net behind a pixel-unshuffle by 4, L1, no kernel knowledge. `--method regression`.",
    "ddsr": "DDSR (Xu et al., arXiv 2305.12170): RRDB-type LR encoder, a diffusion that predicts the blur kernel, and a residual diffusion conditioned on both. "
    "Ours differs: kernels are diffused as 16 principal components of their square root (so always non-negative, sum 1) instead of a 24 x 24 map; x0-prediction with "
    "1-8 DDIM steps instead of 100 ancestral ones; half of the training kernels are predicted, half true; the denoiser continues from the regression network's weights; one network for x2, x3 and x4.",
    "tesr": "TESR (Ali et al., Remote Sensing 15(9):2346): a window transformer (SwinIR type) as stage 1, a diffusion that enhances its noisy output as stage 2. "
    "Ours differs: stage 1 is the convolutional regression network, because a SwinIR-type window transformer lost to it at equal training time (figures below); "
    "stage 2 diffuses what stage 1 leaves, x0-prediction, few DDIM steps, and its trunk continues from the regression network's weights.",
    "dmdc": "DMDC (Liu et al., Remote Sensing 14(19):4834): SR3-type conditional diffusion with the detail-supplement (masked) task and a bounded pixel constraint. "
    "Ours differs: it diffuses the residual to the bicubic image, x0-prediction, few DDIM steps, and the trunk continues from the regression network's weights.",
}
CHECKPOINTS = {"regression": ["regression-base", "regression"], "ddsr": ["regression-base", "encoder", "kernel", "ddsr"],
               "tesr": ["regression-base", "regression", "tesr"], "dmdc": ["regression-base", "dmdc"]}


def table(rows):
    head = list(rows[0])
    line = lambda values: "| " + " | ".join(str(v) for v in values) + " |"
    return "\n".join([line(head), line("---" for _ in head)] + [line(r.get(h, "") for h in head) for r in rows])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=sorted(NETWORKS))
    parser.add_argument("--store", default=".training")
    parser.add_argument("--out", required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--figures", help="JSON: {tables: {title: {command, rows}}, presets, halo, uncertainty}")
    o = parser.parse_args()
    out, store = pathlib.Path(o.out), pathlib.Path(o.store)
    figures = json.loads(pathlib.Path(o.figures).read_text()) if o.figures else {}
    sha = lambda file: hashlib.sha256(file.read_bytes()).hexdigest()
    trained = {}
    for name in CHECKPOINTS[o.model]:
        saved = torch.load(store / f"{name}.pt", map_location="cpu")
        trained[name] = {"steps": saved["step"], "minutes": round(saved["seconds"] / 60, 1)}
    card = {
        "id": f"rs-{o.model}", "version": o.version, "task": "remote-sensing-sr", "method": o.model, "license": "Apache-2.0",
        "networks": {k: {"file": f"{k}.onnx", "sha256": sha(out / f"{k}.onnx"), "inputs": i, "outputs": u} for k, (i, u) in NETWORKS[o.model].items()},
        "scales": [2, 3, 4], "channels": 3,
        "size": {"multipleOf": 16, "minimum": 32}, "halo": figures.get("halo", 64),
        "normalization": {"low": 1, "high": 99},
        "trainedOn": TRAINED_ON,
        "training": {"command": f"models/training/run.sh {o.model}", "commit": subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()},
        "figures": {"training": trained, **{k: v["rows"] for k, v in figures.get("tables", {}).items()}},
        "limits": LIMITS, "intendedUse": USE,
    }
    if o.model == "ddsr":
        card["data"] = {"kernel-basis": {"file": "kernel-basis.json", "sha256": sha(out / "kernel-basis.json")}}
    if o.model != "regression":
        presets = figures.get("presets", {"fidelity": {"sampler": "ddim", "steps": 1}, "balanced": {"sampler": "ddim", "steps": 4}, "detail": {"sampler": "ddim", "steps": 8}})
        card["diffusion"] = {"prediction": "x0", "schedule": {"kind": "cosine", "steps": 1000, "s": 0.008}, "residualScale": 8, "presets": presets}
        if "uncertainty" in figures:
            card["uncertainty"] = {"factor": figures["uncertainty"]}
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n")

    text = [f"# rs-{o.model} {o.version}", "", ABOUT[o.model], "", "## Trained", "",
            table([{"checkpoint": k, **v} for k, v in trained.items()]), "",
            f"Command: `{card['training']['command']} DATA_FOLDER` (see models/training). Two shared CPU cores. Split by site; held out: OpenAerialMap Kampala, MassGIS 1 m, the Virginia NAIP place.",
            "", "Learned from:", "", *(f"- {t['name']}: {t['license']}" for t in TRAINED_ON), "", "## Held-out figures", ""]
    for title, t in figures.get("tables", {}).items():
        text += [f"### {title}", "", f"`{t['command']}`", "", table(t["rows"]), ""]
        if "note" in t:
            text += [t["note"], ""]
    text += ["## Limits", "", LIMITS, "", "## Intended use", "", USE, ""]
    (out / "CARD.md").write_text("\n".join(text))


if __name__ == "__main__":
    main()
