"""Makes examples/photo.jpg: `python3 examples/make-photo.py PORTRAITS examples/photo.jpg` (the folder of manifest.csv, as in models/training).

Three people who do not exist: each the mean of a few dozen aligned US official portraits, set into a drawn scene and degraded
(blur, half size, noise, JPEG), so that the package needs nobody's photograph.
"""
import csv
import io
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 640)


def mean_face(root, wanted, count):
    rows = [r for r in csv.DictReader(open(root / "manifest.csv", newline="")) if r["file"].startswith("us_officials") and wanted(r) and float(r["oob_frac"] or 0) == 0]
    faces = [np.asarray(Image.open(root / r["file"]).convert("RGB").resize((288, 288), Image.BICUBIC), dtype=np.float64) for r in rows[:count]]
    return np.mean(faces, 0)


def paste(scene, face, centre, side, angle):
    """The mean face under a soft ellipse, contrast a little raised: a mean is flatter than a face."""
    image = Image.fromarray(np.clip((face - face.mean((0, 1))) * 1.15 + face.mean((0, 1)), 0, 255).astype(np.uint8))
    mask = Image.new("L", (288, 288), 0)
    ImageDraw.Draw(mask).ellipse((52, 18, 236, 276), fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(9))
    turn = lambda x: x.resize((side, side), Image.BICUBIC).rotate(angle, Image.BICUBIC)
    scene.paste(turn(image), (centre[0] - side // 2, centre[1] - side // 2), turn(mask))


def main():
    root, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    w, h = SIZE
    y, x = np.mgrid[0:h, 0:w]
    wall = np.stack([150 + 40 * x / w, 140 + 30 * y / h, 120 + 20 * np.sin(x / 90) ** 2], -1)
    scene = Image.fromarray(wall.astype(np.uint8))
    draw = ImageDraw.Draw(scene)
    for left in range(40, w, 230):
        draw.rectangle((left, 60, left + 120, 250), fill=(196, 206, 214), outline=(90, 70, 50), width=8)
    people = [
        (lambda r: r["gender"] == "female", (210, 330), 270, 4, (70, 40, 60)),
        (lambda r: r["gender"] == "male" and r["ethnicity"] == "white-american", (510, 270), 300, 0, (40, 44, 60)),
        (lambda r: r["ethnicity"] == "african-american", (780, 360), 210, -9, (90, 80, 50)),
    ]
    for _, (cx, cy), side, _, cloth in people:
        draw.ellipse((cx - side * 0.62, cy + side * 0.22, cx + side * 0.62, cy + side * 2), fill=cloth)
        draw.ellipse((cx - side * 0.33, cy - side * 0.46, cx + side * 0.33, cy + side * 0.3), fill=(52, 40, 34))
    scene = scene.filter(ImageFilter.GaussianBlur(2))
    for wanted, centre, side, angle, _ in people:
        paste(scene, mean_face(root, wanted, 24), centre, side, angle)
    random = np.random.default_rng(4)
    small = np.asarray(scene.filter(ImageFilter.GaussianBlur(1.2)).resize((w // 2, h // 2), Image.BILINEAR), dtype=np.float64)
    small = np.clip(small + random.normal(0, 7, small.shape), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(small).save(file, "JPEG", quality=60)
    Image.open(file).resize(SIZE, Image.BICUBIC).save(out, quality=85)


main()
