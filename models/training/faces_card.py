"""card.json and CARD.md of an exported face model: `python3 faces_card.py MODEL --store .training --out FOLDER --figures FOLDER`.

The second FOLDER holds what was measured: face-*.json of bench/face-*.ts. What is missing there is missing in the card.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess

import torch

import faces_export
from card import table

TRAINED_ON = [
    {"name": "Civil Service USA portraits of US governors, senators and representatives, 726 of 775", "license": "US federal official portraits, public domain; some press and campaign pictures of unclear status inside"},
    {"name": "Voteview member photographs, 37 of 40", "license": "mostly US government works, public domain; provenance not stated per file"},
]
LIMITS = (
    "Trained on 763 portraits of about 750 adults: two thirds men, mostly white, formal dress, frontal, smiling, no children, few with glasses, beards or head coverings. "
    "Expect worse and less faithful results on whom it has not seen: children, dark skin, side views, covered faces; faces may drift towards the training set's look. "
    "The degradation model is blur, down-sampling to between 1.25 and 1/16 of the size, Gaussian noise and JPEG; scratches, motion and red eyes are outside. 256 px faces."
)
USE = "Looking at old and poor photographs. A restored face is partly invented: it is no evidence of who somebody is, and must not be used to identify anybody."
NOTE = {
    "bfr-regression": "The regression baseline and DifFace's estimator: residual U-Net behind a pixel-unshuffle by 4, four levels, learned maps of position on the two coarse ones, a thin last stage at full size, Huber distance near the mean. "
    "A second, small network gives the logarithm of the error to expect, which chooses starts and presets for each face, and the share of the input that is kept.",
    "bfr-prior": "The unconditional prior of all methods and DifFace (Yue & Loy, arXiv 2212.06512): the regression's estimate is noised to a chosen level and taken back by DDIM steps. "
    "Ours differs: EDM preconditioning of an x0-prediction, linear chain, trained for indices 0 to 649 only, two thirds of them below 200, later 120; a thin last stage at full size; few steps; no attention; fine changes are taken in luminance and where the estimate is active.",
    "bfr-dr2": "DR2E (Wang et al., CVPR 2023): DR2 takes degradation away with the prior, guided by the input's low frequencies; this network enhances what it leaves. "
    "Ours differs: the enhancement is the deep regression trained on, on DR2's outputs for degraded faces, not for clean ones blurred; milder presets, because the small prior keeps less identity, of which the two mildest take no low-pass and are the mean over four states; "
    "strided steps, at most 20 calls. A result is the mean over two removals, but at detail, of which one is enhanced mirrored; of a face with little to remove half of the input is kept; texture from the prior, but at fidelity. "
    "The first 1,700 steps saw what a prior without its maps of position removes (they were lost in committed.py, put right since).",
    "bfr-diffbfr": "DiffBFR (Qiu et al., arXiv 2305.04517): a conditional diffusion at 128 px, a second at 256 px conditioned on its result, both started from the noised input, then texture from the unconditional prior. "
    "No code was published; sizes, starts and steps are ours. The full-size network continues from the deep regression's weights and is conditioned on the degraded face too. Where one image is wanted each of the two is the mean over several starts, every other one mirrored. "
    "A share of the input is kept, as in the regression's estimate. In the last phase of either network three quarters of the states are not the noised truth but the noised guess that sampling starts from: "
    "what is coarse in it is not to be trusted, which gave 0.6 dB on blind pairs. In the first 2,000 steps of the second network the first lacked its maps of position (they were lost in committed.py, put right since).",
    "bfr-at-ddpm": "AT-DDPM (Nair, Mei & Patel, WACV 2023): conditional diffusion for atmospheric turbulence, taught beside its own loss by an average of itself that sees a mildly reduced clean face. "
    "Ours differs: it continues from a regression trained on turbulence (a clean prior is in the teacher's mild condition only), x0-prediction, the distillation weighs 0.1, a simulator of our own (smooth tilt field, mixture of point spread functions). "
    "Truncated start at 399, noised from the input, where the mean over both mirror images is an estimate; noised again to the preset's level, few steps. In the last 1,500 steps a quarter of the states were the noised input and half the noised estimate, as sampling makes them.",
    "bfr-at-vardiff": "AT-VarDiff (Wang et al., arXiv 2305.05077): a latent of the degradation, learned by a variational bound and held to the simulator's parameters, and a map of the expected shift, condition the diffusion. "
    "No code was published; the architecture is ours. The denoiser continues from a regression trained on turbulence. Started as at-ddpm is. In the last 1,500 steps the states were as at-ddpm's, the latents those of inference.",
    "bfr-at-regression": "The baseline of the turbulence models: the regression network that they continue from, trained on for 3,600 steps (they 2,400 of a costlier kind), on the same simulator. `--method regression --model bfr-at-regression`.",
}
PRESETS = json.loads((pathlib.Path(__file__).parent / "faces_presets.json").read_text())


def compact(row):
    """The columns of bench/face-quality.ts that a card shows; other rows as they are, rounded."""
    digits = lambda v: round(v, 3) if isinstance(v, float) else v
    if "psnr" not in row:
        return {k: digits(v) for k, v in row.items() if not isinstance(v, (list, dict))}
    first, second, *_ = row["octaves"]
    return {"method": row["method"], "PSNR dB": round(row["psnr"], 2), "SSIM": round(row["ssim"], 4), "top octave dB": round(first, 1), "next dB": round(second, 1), "spectrum dB": round(row["spectrum"], 2),
            "residual levels": round(row["residual"], 2), "calls": round(row["calls"], 1), **({"identity before": digits(row["identityBefore"]), "identity": digits(row["identity"])} if "identity" in row else {})}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=faces_export.MODELS)
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
    for name in faces_export.CHECKPOINTS[o.model]:
        saved = torch.load(store / f"{name}.pt", map_location="cpu") if (store / f"{name}.pt").exists() else {}
        trained[name] = {"steps": saved["step"], "minutes": round(saved["seconds"] / 60, 1)} if "step" in saved else before[name]
    unchanged = (out / "card.json").exists() and all(before.get(name) == found for name, found in trained.items())
    commit = json.loads((out / "card.json").read_text())["training"]["commit"] if unchanged else subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()
    method = {"bfr-prior": "difface", "bfr-at-regression": "regression"}.get(o.model, o.model.removeprefix("bfr-"))
    own = "at-regression" if o.model == "bfr-at-regression" else method
    tables, factors = {}, {}
    for file in sorted(pathlib.Path(o.figures).glob("face-*.json")) if o.figures else []:
        found = json.loads(file.read_text())
        for row in found["rows"]:  # on turbulence, regression is the one that was trained on it
            if row.get("kind") == "turbulence" and row["method"] == "regression":
                row["method"] = "at-regression"
        name = lambda row: row.get("method", "").split(" ")[0]
        if any(name(r) == own for r in found["rows"]):
            shown = (own, "bicubic", "regression", "at-regression")
            for kind in dict.fromkeys(r.get("kind", "") for r in found["rows"]):
                rows = [compact(r) for r in found["rows"] if name(r) in shown and r.get("kind", "") == kind]
                if any(name(r) == own for r in rows):
                    tables[f"{found['title']}, {found.get('split', '')} {kind} ({found.get('faces', '')} faces)"] = {**found, "rows": rows}
            factors |= {r["method"].split(" ")[1]: r["factor"] for r in found["rows"] if name(r) == own and "factor" in r}
    card = {
        "id": o.model, "version": o.version, "task": "face-restoration", "method": method, "license": "Apache-2.0",
        "networks": {k: {"file": f"{k}.onnx", "sha256": sha(out / f"{k}.onnx"), "inputs": i, "outputs": u} for k, (i, u) in faces_export.ports(o.model).items()},
        "scales": [1], "channels": 3, "size": {"multipleOf": 256, "minimum": 256}, "halo": 0, "normalization": {"low": "fixed", "high": 100},
        **({"diffusion": {"prediction": "x0", "schedule": {"kind": "linear", "steps": 1000}, "presets": PRESETS[o.model]}} if o.model in PRESETS else {}),
        **({"uncertainty": {"factors": factors}} if factors else {}),
        "trainedOn": TRAINED_ON,
        "training": {"command": f"models/training/run.sh {o.model}", "commit": commit},
        "figures": {"training": trained, **{k: v["rows"] for k, v in tables.items()}},
        "limits": LIMITS, "intendedUse": USE,
    }
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n")
    text = [f"# {o.model} {o.version}", "", NOTE[o.model], "", "## Trained", "", table([{"checkpoint": k, **v} for k, v in trained.items()]), "",
            f"Command: `models/training/run.sh {o.model} DATA_FOLDER` (see models/training). Two shared CPU cores. Split by identity; held out: canada_ccby, us_18f_cc0 and one identity in twenty of the large source.",
            "", "Learned from:", "", *(f"- {t['name']}: {t['license']}" for t in TRAINED_ON), "", "## Held-out figures", ""]
    for title, t in tables.items():
        text += [f"### {title}", "", f"`{t['command']}`", "", table(t["rows"]), "", t.get("note", ""), ""]
    text += ["## Limits", "", LIMITS, "", "## Intended use", "", USE, ""]
    (out / "CARD.md").write_text("\n".join(text))


if __name__ == "__main__":
    main()
