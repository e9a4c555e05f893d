"""card.json and CARD.md of an exported MR model: `python3 mri_card.py MODEL --store .training --out FOLDER --figures FOLDER`.

The second FOLDER holds what was measured: mri-quality.json (bench/mri-quality.ts), mri-denoise.json (bench/mri-denoise.ts) and
mri-uncertainty.json (bench/mri-uncertainty.ts). What is missing there is missing in the card.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess

import torch

from card import table

TRAINED_ON = [
    {"name": "open_ms_data, longitudinal raw: T1W, T2W, FLAIR of MS patients 01, 03, 19 (Lesjak et al. 2016)", "license": "CC BY 4.0"},
    {"name": "open_ms_data, cross-sectional MNI: T1, T2 of patient 07 (Lesjak et al. 2016)", "license": "CC BY 4.0"},
    {"name": "Philips 3 T MPRAGE, series 1301", "license": "BSD-2-Clause"},
]
LIMITS = (
    "Trained on about 950 slices of five heads, adults, T1W, T2W and FLAIR, three scanners; four of the five are MS patients. Other organs, contrast agents, children, strong artefacts and "
    "other field strengths were not seen. Low resolution means truncated k-space (zero-filling convention); vendor-interpolated and filtered images are something else. "
    "Much of the training material was itself zero-filled above 0.65-0.7 of Nyquist along one axis: there is no true detail beyond that to learn. Detail outside the measured band is plausible, not measured."
)
USE = "Research and visual comparison beside the original series. Not for primary diagnosis, not for measurements of structures smaller than two measured voxels."
IMAGE, UP = ["n", 1, "h", "w"], {"up": ["n", 1, "h", "w"], "scale": ["n", 1]}
FIRST = (UP, {"residual": IMAGE})
NETWORKS = {
    "mri-regression": {"model": FIRST},
    "mri-srdiff": {"first": FIRST, "denoiser": ({"z": IMAGE, "up": IMAGE, "first": IMAGE, "t": ["n"], "scale": ["n", 1]}, {"x0": IMAGE})},
    "mri-disc-diff": {"first": FIRST, "denoiser": ({"z": IMAGE, "up": IMAGE, "first": IMAGE, "reference": IMAGE, "given": ["n", 1], "t": ["n"], "scale": ["n", 1]}, {"x0": IMAGE})},
    "mri-r2d2plus": {"denoiser": ({"z": IMAGE, "t": ["n"]}, {"x0": IMAGE})},
}
ABOUT = {
    "mri-regression": "The regression baseline: a residual U-Net behind a pixel-unshuffle by 2, Huber distance near the mean; three more blocks before the head from the third phase on. `--method regression`.",
    "mri-srdiff": "Predict and refine (SRDiff, Li et al. 2022, with a learned first estimate): a frozen regression network, and a residual diffusion of what it leaves, conditioned on the zero-filled "
    "image and on the first estimate, which is the mean over four mirror images; x0-prediction, cosine schedule, 1 to 8 DDIM steps; the denoiser continues from the regression's weights; both have three more blocks before the head in their last phases. One network for x2, x3 and x4.",
    "mri-disc-diff": "DisC-Diff (Mao et al., MICCAI 2023): separate encoders for the state, the target and the reference contrast, shared and independent codes at the bottleneck, squeeze and excitation, the ratio of code "
    "distances as disentanglement loss, entropy curriculum. Ours differs: small plain convolution blocks; it diffuses what a frozen regression network leaves, x0-prediction, few DDIM steps; L1/L2 Huber distance instead of the Charbonnier one; "
    "the ratio is bounded at 10 and weighs 0.05; in the second phase a third of the references are contrasts drawn from the slice itself (random intensity curve, bias, blur, shift and noise, after SynthSR, Iglesias et al. 2021), because real pairs are few: three patients with two or more native contrasts and one registered pair; the reference is left out of 15 % of the crops and another patient's in 12 %, so that one network serves with and without it and a wrong one does little harm. From the third phase on x2 is drawn more often, and true references for half to two thirds of the crops, resampled by splines (trilinearly before: that damps what x2 asks for); from the fourth on target and reference are put together at full size too; from the fifth on by a local regression as well, as a guided filter (He, Sun & Tang, 2013) sees them: slopes and correlations of three bands in three windows. The data's own affines leave T1W half a pixel off against the other contrasts, in patient 20 one pixel: in the last phase the references lie where they explain most of the target's finest bands, near where mri-sr's registration puts them (the first 1,700 steps: moved from the data's affines, in the plane only).",
    "mri-r2d2plus": "R2D2+ (Chung, Lee & Ye, IEEE TMI 42(4), 2023): one noise-conditional denoiser for truncated reverse diffusion from the noisy image, and for super-resolution by projection onto the measured band. "
    "Ours differs: EDM preconditioning, sigma 0.005-0.5 only (sampling starts at the image's own noise), the probability flow by default; training states are white Gaussian and Rician noise, and images whose measured band is clean. "
    "The authors said that the method is subject to patents in places: check before commercial use.",
}
CHECKPOINTS = {"mri-regression": ["mri-regression", "mri-regression-long", "mri-regression-deep"], "mri-srdiff": ["mri-regression", "mri-regression-long", "mri-refine", "mri-refine-long", "mri-regression-deep", "mri-refine-deep", "mri-refine-deep-long"], "mri-disc-diff": ["mri-regression", "mri-regression-long", "mri-disc-diff", "mri-disc-diff-long", "mri-disc-diff-fine", "mri-disc-diff-deep", "mri-disc-diff-local", "mri-disc-diff-aligned"],
               "mri-r2d2plus": ["mri-denoise-first", "mri-denoise"]}
DDIM = lambda steps: {"sampler": "ddim", "steps": steps}
FLOW = lambda steps: {"sampler": "dpm-solver++", "steps": steps}
COSINE = {"prediction": "x0", "schedule": {"kind": "cosine", "steps": 1000, "s": 0.008}, "residualScale": 8, "presets": {"fidelity": DDIM(1), "balanced": DDIM(3), "detail": DDIM(8)}}
DIFFUSION = {
    "mri-srdiff": COSINE, "mri-disc-diff": COSINE,
    "mri-r2d2plus": {"prediction": "x0", "schedule": {"kind": "ve", "minimum": 0.005, "maximum": 0.5}, "presets": {"fidelity": FLOW(2), "balanced": FLOW(4), "detail": FLOW(10)}},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=sorted(NETWORKS))
    parser.add_argument("--store", default=".training")
    parser.add_argument("--out", required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--figures")
    o = parser.parse_args()
    out, store = pathlib.Path(o.out), pathlib.Path(o.store)
    sha = lambda file: hashlib.sha256(file.read_bytes()).hexdigest()
    # a checkpoint made from a committed network does not know its history: the cards do
    before = {k: v for file in sorted(out.parent.glob("*/card.json")) for k, v in json.loads(file.read_text())["figures"]["training"].items()}
    trained = {}
    for name in CHECKPOINTS[o.model]:
        saved = torch.load(store / f"{name}.pt", map_location="cpu") if (store / f"{name}.pt").exists() else {}
        trained[name] = {"steps": saved["step"], "minutes": round(saved["seconds"] / 60, 1)} if "step" in saved else before[name]
    tables, factors = {}, {}
    if o.figures:
        read = lambda name: json.loads((pathlib.Path(o.figures) / name).read_text()) if (pathlib.Path(o.figures) / name).exists() else None
        own = o.model.removeprefix("mri-")
        for name in ("mri-quality.json", "mri-denoise.json"):
            if found := read(name):
                rows = [r for r in found["rows"] if r.get("method", "").split(" ")[0] in (own, "zero-fill", "regression", "noisy", "nl-means", "bm3d")]
                if any(r["method"].split(" ")[0] == own for r in rows):
                    tables[found["title"]] = {**found, "rows": rows}
        if found := read("mri-uncertainty.json"):
            rows = [r for r in found["rows"] if r["method"].split(" ")[0] == own]
            if rows:
                tables[found["title"]] = {**found, "rows": rows}
                factors = {r["method"].split(" ")[1]: r["factor"] for r in rows if r["scale"] == "x2"}
    card = {
        "id": o.model, "version": o.version, "task": "mri-sr", "method": o.model.removeprefix("mri-"), "license": "Apache-2.0",
        "networks": {k: {"file": f"{k}.onnx", "sha256": sha(out / f"{k}.onnx"), "inputs": i, "outputs": u} for k, (i, u) in NETWORKS[o.model].items()},
        "scales": [1, 2, 3, 4] if o.model == "mri-r2d2plus" else [2, 3, 4], "channels": 1,
        "size": {"multipleOf": 8, "minimum": 32}, "halo": 64,
        "normalization": {"low": "zero", "high": 99.5},
        **({"diffusion": DIFFUSION[o.model]} if o.model in DIFFUSION else {}),
        **({"uncertainty": {"factors": factors}} if factors else {}),
        "trainedOn": TRAINED_ON,
        "training": {"command": f"models/training/run.sh {o.model}", "commit": subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()},
        "figures": {"training": trained, **{k: v["rows"] for k, v in tables.items()}},
        "limits": LIMITS, "intendedUse": USE,
    }
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n")
    text = [f"# {o.model} {o.version}", "", ABOUT[o.model], "", "## Trained", "", table([{"checkpoint": k, **v} for k, v in trained.items()]), "",
            f"Command: `models/training/run.sh {o.model} DATA_FOLDER` (see models/training). Two shared CPU cores. Split by patient; held out: open_ms patients 04 and 20.",
            "", "Learned from:", "", *(f"- {t['name']}: {t['license']}" for t in card["trainedOn"]), "", "## Held-out figures", ""]
    for title, t in tables.items():
        text += [f"### {title}", "", f"`{t['command']}`", "", table(t["rows"]), "", t.get("note", ""), ""]
    text += ["## Limits", "", LIMITS, "", "## Intended use", "", USE, ""]
    (out / "CARD.md").write_text("\n".join(text))


if __name__ == "__main__":
    main()
