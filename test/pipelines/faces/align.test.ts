import { describe, expect, it } from "vitest";
import { alignedPhoto, alignFace, faceTransform, footprint, scaleOf, toPhoto } from "../../../pipelines/faces/align.js";
import { nativeSide, skipReason } from "../../../pipelines/faces/detect-judge.js";
import type { Landmarks, Point, Similarity } from "../../../pipelines/faces/face.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { rgbPhoto, toTemplate } from "./drawn-face.js";

/** Mean face of FFHQ at 512 (facexlib's template), halved. */
const TEMPLATE: Landmarks = { leftEye: { x: 96.49, y: 119.98 }, rightEye: { x: 159.45, y: 120.1 }, nose: { x: 128.3, y: 157 }, mouth: { x: 128.6, y: 185.6 } };

function moved(landmarks: Landmarks, transform: Similarity): Landmarks {
  return Object.fromEntries(Object.entries(landmarks).map(([name, point]) => [name, toPhoto(transform, point as Point)])) as unknown as Landmarks;
}

const turned = (scale: number, degrees: number, x0: number, y0: number): Similarity => ({ a: scale * Math.cos((degrees * Math.PI) / 180), b: scale * Math.sin((degrees * Math.PI) / 180), x0, y0 });

function wave(width: number, height: number, period = 60) {
  return rgbPhoto({ width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return Math.round(128 + 60 * Math.sin((2 * Math.PI * (x + 0.4 * y)) / period + (i % 3)) + 40 * Math.cos((2 * Math.PI * y) / (1.7 * period)));
  }) });
}

describe("the FFHQ square of a face", () => {
  it("puts an average face on the FFHQ template, wherever it is and however it is turned", () => {
    for (const place of [turned(1, 0, 0, 0), turned(0.25, 30, 40, -7), turned(3, -100, 900, 1200)]) {
      const found = faceTransform(moved(TEMPLATE, place));
      for (const point of Object.values(TEMPLATE) as Point[]) {
        const there = toTemplate(found, toPhoto(place, point));
        expect(Math.hypot(there.x - point.x, there.y - point.y)).toBeLessThan(2.5); // the rule's own square against the mean of many
      }
    }
  });

  it("is 4 eye distances wide, or 3.6 eye-mouth distances where those are more, as FFHQ's authors have it", () => {
    const face = (mouthY: number): Landmarks => ({ leftEye: { x: 90, y: 100 }, rightEye: { x: 110, y: 100 }, nose: { x: 100, y: 110 }, mouth: { x: 100, y: mouthY } });
    expect(scaleOf(faceTransform(face(120))) * 256).toBeCloseTo(80, 9);
    expect(scaleOf(faceTransform(face(130))) * 256).toBeCloseTo(3.6 * 30, 9);
    expect(toPhoto(faceTransform(face(120)), { x: 128, y: 128 })).toEqual({ x: expect.closeTo(100, 9), y: expect.closeTo(102, 9) });
  });

  it("does not depend on the nose", () => {
    expect(faceTransform({ ...TEMPLATE, nose: { x: 0, y: 0 } })).toEqual(faceTransform(TEMPLATE));
  });

  it("places a point where its inverse finds it", () => {
    const transform = turned(2.3, 77, 10, 20);
    const there = toTemplate(transform, toPhoto(transform, { x: 12, y: 240 }));
    expect(there.x).toBeCloseTo(12, 9);
    expect(there.y).toBeCloseTo(240, 9);
  });

  it("has a footprint that holds its corners and stays in the photograph", () => {
    expect(footprint(turned(1, 0, -20.5, 30.2), { width: 200, height: 400 })).toEqual({ left: 0, top: 30, right: 200, bottom: 287 });
  });
});

describe("alignment", () => {
  it("samples the places that the transform names", () => {
    const photo = wave(700, 700, 220);
    const exact = (x: number, y: number, c: number): number => (128 + 60 * Math.sin((2 * Math.PI * (x - 0.5 + 0.4 * (y - 0.5))) / 220 + c) + 40 * Math.cos((2 * Math.PI * (y - 0.5)) / 374)) / 255;
    for (const [scale, degrees] of [[1, 0], [0.5, 20], [1.4, -33], [1.9, 100]] as const) {
      const { image, transform, inside } = alignFace(photo, moved(TEMPLATE, turned(scale, degrees, 350 - 128 * scale * Math.cos((degrees * Math.PI) / 180) + 128 * scale * Math.sin((degrees * Math.PI) / 180), 350 - 128 * scale * Math.sin((degrees * Math.PI) / 180) - 128 * scale * Math.cos((degrees * Math.PI) / 180))));
      expect(inside).toBe(1);
      for (const [col, row] of [[3, 5], [128, 90], [250, 251]] as const) {
        const { x, y } = toPhoto(transform, { x: col + 0.5, y: row + 0.5 });
        for (const c of [0, 2]) expect(image.data[(c * 256 + row) * 256 + col]!).toBeCloseTo(exact(x, y, c), 2);
      }
    }
  });

  it("is the photograph itself at one to one, and the shared resampler's result when shrinking by up to two", () => {
    const plain = wave(256, 256, 17);
    const { image } = alignedPhoto(plain);
    for (let c = 0; c < 3; c++) for (let i = 0; i < 65536; i += 997) expect(image.data[c * 65536 + i]).toBeCloseTo(plain.data[3 * i + c]! / 255, 6);

    const photo = wave(400, 400, 17);
    const planar = tensor([1, 3, 400, 400]);
    for (let i = 0; i < 160000; i++) for (let c = 0; c < 3; c++) planar.data[c * 160000 + i] = photo.data[3 * i + c]! / 255;
    const resized = resize(planar, { height: 256, width: 256, kernel: "bicubic" });
    const { image: cut } = alignedPhoto(photo);
    for (let row = 8; row < 248; row += 19) for (let col = 8; col < 248; col += 17) expect(cut.data[row * 256 + col]).toBeCloseTo(resized.data[row * 256 + col]!, 4);
  });

  it("does not alias: stripes finer than the template come out gray", () => {
    const side = 1500;
    const stripes = rgbPhoto({ width: side, height: side, data: Uint8Array.from({ length: side * side * 3 }, (_, i) => ((Math.floor(i / 3) % side) % 4 < 2 ? 0 : 255)) });
    const { image } = alignedPhoto(stripes);
    expect(Math.max(...image.data.subarray(128 * 256 + 20, 128 * 256 + 236).map((v) => Math.abs(v - 0.5)))).toBeLessThan(0.05);
  });

  it("replicates the edge and says how much lies within", () => {
    const photo = rgbPhoto({ width: 256, height: 256, data: Uint8Array.from({ length: 256 * 256 * 3 }, (_, i) => (Math.floor(i / 3) % 256 < 128 ? 51 : 204)) });
    const face = alignFace(photo, moved(TEMPLATE, turned(1, 0, -128, 0)));
    expect(face.inside).toBeGreaterThan(0.47);
    expect(face.inside).toBeLessThan(0.52);
    expect(face.image.data[128 * 256]).toBeCloseTo(0.2, 5);
    expect(face.image.data[128 * 256 + 255]).toBeCloseTo(0.2, 1);
    const far = alignFace(photo, moved(TEMPLATE, turned(1, 0, 5000, 5000)));
    expect(far.inside).toBe(0);
    expect(far.image.data.every((v) => Math.abs(v - 0.8) < 1e-6)).toBe(true);
  });

  it("reads 16 bits as finely as they are", () => {
    const data = Uint16Array.from({ length: 256 * 256 * 3 }, () => 12345);
    expect(alignedPhoto(rgbPhoto({ width: 256, height: 256, data })).image.data[777]).toBeCloseTo(12345 / 65535, 7);
  });

  it("takes a crop that is square to within 2 % and refuses others", () => {
    const crop = alignedPhoto(wave(510, 512));
    expect(crop).toMatchObject({ inside: 1, nativeSide: 510, transform: { b: 0, x0: 0, y0: 1 } });
    expect(() => alignedPhoto(wave(300, 260))).toThrow(/drawn\.png: expected a square crop of an aligned face, got 300 x 260 pixels; leave --aligned out/);
  });
});

describe("faces left alone", () => {
  const photo = { width: 400, height: 400 };
  const face = (place: Similarity) => ({ landmarks: moved(TEMPLATE, place) });

  it("are none of those in sight", () => {
    expect(skipReason(photo, face(turned(1, 0, 70, 70)))).toBeUndefined();
    expect(skipReason(photo, face(turned(0.3, 130, 200, 200)))).toBeUndefined();
  });

  it("are the tiny ones, with both sizes named", () => {
    expect(skipReason(photo, face(turned(0.25, 0, 200, 200)), { minSize: 80 })).toMatch(/^tiny: 6[2-4] pixels across the template, below 80$/);
    expect(skipReason(photo, face(turned(0.25, 0, 200, 200)), { minSize: 60 })).toBeUndefined();
    const nearly = face(turned(79.7 / nativeSide(TEMPLATE), 0, 200, 200));
    expect(skipReason(photo, nearly, { minSize: 80 })).toBe("tiny: 79 pixels across the template, below 80");
  });

  it("are those turned away: their eyes nearly coincide", () => {
    const { leftEye, rightEye } = TEMPLATE;
    const profile = { ...TEMPLATE, rightEye: { x: leftEye.x + 0.4 * (rightEye.x - leftEye.x), y: rightEye.y } };
    expect(skipReason(photo, { landmarks: profile })).toMatch(/^turned away/);
    expect(skipReason(photo, { landmarks: { ...TEMPLATE, rightEye: leftEye, mouth: leftEye } })).toMatch(/^turned away/);
    expect(skipReason(photo, { landmarks: { ...TEMPLATE, rightEye: { x: leftEye.x + 0.7 * (rightEye.x - leftEye.x), y: rightEye.y } } })).toBeUndefined();
  });

  it("are those that the photograph's edge cuts through the features of, not through the hair of", () => {
    expect(skipReason(photo, face(turned(1, 0, -110, 70)))).toMatch(/^cut off/);
    expect(skipReason(photo, face(turned(1, 0, 70, 230)))).toMatch(/^cut off/); // mouth below
    expect(skipReason(photo, face(turned(1, 0, -60, 70)))).toBeUndefined();
    expect(skipReason({ width: 400, height: 70 }, face(turned(0.33, 0, 100, 2)))).toBeUndefined();
    expect(skipReason({ width: 80, height: 80 }, face(turned(1, 0, -88, -111)))).toMatch(/^cut off/); // features in sight, little else
  });
});
