#!/usr/bin/env bash
# Train and export one model: models/training/run.sh MODEL DATA_FOLDER [STORE]
# MODEL: regression, ddsr, tesr, dmdc, ablation, swin (remote sensing); mri-regression, mri-srdiff, mri-disc-diff, mri-r2d2plus;
# bfr-regression, bfr-prior, bfr-dr2, bfr-diffbfr, bfr-at-ddpm, bfr-at-vardiff, bfr-at-regression (faces).
# Needs Debian's python3-torch, python3-pil, python3-gdal; for MR python3-scipy, python3-nibabel, python3-pydicom. A model continues from what
# is already in STORE; `python3 models/training/committed.py --store STORE` puts the committed networks there.
set -euo pipefail
model=$1 data=$2 store=${3:-.training}
here=$(cd "$(dirname "$0")" && pwd)
train() { [ -f "$store/$1.done" ] || { python3 "$here/train.py" "$1" --data "$data" --store "$store" --resume "${@:2}" && touch "$store/$1.done"; }; }
mkdir -p "$store"
case $model in
  regression | ddsr | tesr | dmdc | ablation | swin) train regression-base --steps 6300 ;;
  mri-regression | mri-srdiff | mri-disc-diff) train mri-regression --steps 5000 ;;
esac
blind() { train faces-regression --steps 2000; train faces-regression-long --steps 1500; }
face() { blind; train faces-regression-broad --steps 4000; }
deep() { face; train faces-regression-deep --steps 4400; }
prior() { train faces-prior --steps 2250; train faces-prior-long --steps 810; }
case $model in
  bfr-regression) deep; train faces-error --steps 1300; train faces-error-broad --steps 2200; train faces-error-deep --steps 1500 ;;
  bfr-prior) prior ;;
  bfr-dr2) deep; prior; train faces-dr2 --steps 1700; train faces-dr2-long --steps 650 ;;
  bfr-diffbfr) deep; train faces-diffbfr-low --steps 1450; train faces-diffbfr-low-long --steps 3500; train faces-diffbfr-full --steps 2000; train faces-diffbfr-full-long --steps 650
    train faces-diffbfr-low-start --steps 500; train faces-diffbfr-full-start --steps 800 ;;
  bfr-at-regression) face; train faces-at-base --steps 2600; train faces-at-regression --steps 1200; train faces-at-regression-long --steps 2400 ;;
  bfr-at-*) face; train faces-at-base --steps 2600; train "faces-${model#bfr-}" --steps 900; train "faces-${model#bfr-}-start" --steps 1500 ;;
esac
out=rs-$model
case $model in
  regression) train regression --steps 5000; train regression-broad --steps 2100; train regression-broad-long --steps 7000; train regression-deep --steps 7000 ;;
  ddsr) train encoder --steps 6000; train kernel --steps 4300; train ddsr --steps 5000; train ddsr-long --steps 5000; train ddsr-broad --steps 5900; train ddsr-deep --steps 6000 ;;
  tesr) train regression --steps 5000; train tesr --steps 1200; train tesr-long --steps 2500 ;;
  dmdc) train dmdc --steps 500; train dmdc-long --steps 6000 ;;
  swin) train swin --steps 100000 --minutes 10; exit ;;
  ablation) for variant in dmdc dmdc-base dmdc-mask dmdc-pixel; do train "$variant" --steps 500; done; exit ;;
  mri-regression) train mri-regression-long --steps 4800; train mri-regression-deep --steps 6800 ;;
  mri-srdiff) train mri-refine --steps 4800; train mri-regression-long --steps 4800; train mri-refine-long --steps 1000; train mri-regression-deep --steps 6800; train mri-refine-deep --steps 5800; train mri-refine-deep-long --steps 4400 ;;
  mri-disc-diff) train mri-regression-long --steps 4800; train mri-disc-diff --steps 4300; train mri-disc-diff-long --steps 6000; train mri-disc-diff-fine --steps 3800; train mri-disc-diff-deep --steps 4800; train mri-disc-diff-local --steps 1700; train mri-disc-diff-aligned --steps 3900 ;;
  mri-r2d2plus) train mri-denoise --steps 7000 ;;
esac
case $model in mri-* | bfr-*) out=$model ;; esac
python3 "$here/export.py" "$model" --store "$store" --out "$here/../$out"
