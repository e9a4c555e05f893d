import { describe, expect, it } from "vitest";
import { alignFace, toPhoto } from "../../../pipelines/faces/align.js";
import { FACE_SIDE, type AlignedFace, type Landmarks, type Point } from "../../../pipelines/faces/face.js";
import { distanceFromMiddle, maskAt, shareMasks } from "../../../pipelines/faces/mask.js";
import { matchColors } from "../../../pipelines/faces/paste-colour.js";
import { CHANGED_FROM, pasteAction, pasteFaces, pasteMap } from "../../../pipelines/faces/paste.js";
import type { Photo } from "../../../pipelines/faces/photo.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { drawnScene, rgbPhoto, toTemplate } from "./drawn-face.js";

const PLANE = FACE_SIDE * FACE_SIDE;

/** Landmarks of a face whose FFHQ square has its middle at (x, y). */
function faceAt(x: number, y: number, side: number, degrees = 0): Landmarks {
  const [c, s] = [(Math.cos((degrees * Math.PI) / 180) * side) / 400, (Math.sin((degrees * Math.PI) / 180) * side) / 400];
  const at = (u: number, v: number): Point => ({ x: x + c * u - s * v, y: y + s * u + c * v });
  return { leftEye: at(-50, -10), rightEye: at(50, -10), nose: at(0, 40), mouth: at(0, 90) };
}

function smooth(width: number, height: number, top = 255): Photo {
  const values = Float64Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return top * (0.5 + 0.25 * Math.sin((x + 0.5 * y) / 19 + (i % 3)) + 0.2 * Math.cos(y / 25));
  });
  return rgbPhoto({ width, height, data: top === 255 ? Uint8Array.from(values, Math.round) : Uint16Array.from(values, Math.round) });
}

const plain = (width: number, height: number, value: number): Photo => rgbPhoto({ width, height, data: new Uint8Array(width * height * 3).fill(value) });
const flat = (value: number): Tensor => tensor([1, 3, FACE_SIDE, FACE_SIDE], new Float32Array(3 * PLANE).fill(value));
/** A face that colour matching leaves alone: the crop is what it replaces it with. */
const painted = (face: AlignedFace, value: number) => ({ face: { ...face, image: flat(value) }, image: flat(value) });

const sameBytes = (a: Photo["data"], b: Photo["data"]): boolean => Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;

function largestChange(a: Photo, b: Photo): number {
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}

describe("pasting back", () => {
  it.each([[256, 0], [256, 25], [200, -70], [330, 10], [520, 15], [900, 5]])("an unchanged crop of %i pixels turned by %i degrees gives the photograph back", async (side, degrees) => {
    const photo = smooth(420, 380);
    const face = alignFace(photo, faceAt(210, 190, side, degrees));
    expect(face.nativeSide).toBeCloseTo(side, 3);
    expect(largestChange(await pasteFaces(photo, [{ face, image: face.image }]), photo)).toBeLessThanOrEqual(1);
  });

  it("leaves every byte beyond the mask, the input itself, alpha and metadata as they were", async () => {
    const photo: Photo = { ...smooth(400, 300), alpha: new Uint8Array(400 * 300).fill(7) };
    const before = photo.data.slice();
    const face = alignFace(photo, faceAt(150, 140, 180, 12));
    const out = await pasteFaces(photo, [painted(face, 1)]);
    let [kept, changed, wrong] = [0, 0, 0];
    for (let row = 0, i = 0; row < 300; row++) {
      for (let col = 0; col < 400; col++, i++) {
        const { x, y } = toTemplate(face.transform, { x: col + 0.5, y: row + 0.5 });
        const all = (want: (at: number) => number): boolean => [0, 1, 2].every((c) => out.data[3 * i + c] === want(3 * i + c));
        if (maskAt(x, y) === 0) {
          wrong += all((at) => before[at]!) ? 0 : 1;
          kept++;
        } else if (maskAt(x, y) === 1) {
          wrong += all(() => 255) ? 0 : 1;
          changed++;
        }
      }
    }
    expect(wrong).toBe(0);
    expect(kept).toBeGreaterThan(80000);
    expect(changed).toBeGreaterThan(10000);
    expect(sameBytes(photo.data, before)).toBe(true);
    expect(out.alpha).toBe(photo.alpha);
    expect(out.source).toBe(photo.source);
  });

  it("feathers: no step between neighbours beyond the mask's slope", async () => {
    const photo = plain(500, 500, 60);
    const out = await pasteFaces(photo, [painted(alignFace(photo, faceAt(250, 250, 300, 20)), 200 / 255)]);
    let [steepest, inner] = [0, 0];
    for (let row = 1; row < 500; row++) {
      for (let col = 1; col < 500; col++) {
        const at = (row * 500 + col) * 3;
        steepest = Math.max(steepest, Math.abs(out.data[at]! - out.data[at - 3]!), Math.abs(out.data[at]! - out.data[at - 1500]!));
        inner = Math.max(inner, out.data[at]!);
      }
    }
    expect(inner).toBe(200);
    expect(steepest).toBeLessThan(10); // 140 levels over some 40 pixels
  });

  it("keeps 16 bits", async () => {
    const photo = smooth(400, 400, 65535);
    const face = alignFace(photo, faceAt(200, 200, 256));
    expect(largestChange(await pasteFaces(photo, [{ face, image: face.image }]), photo)).toBeLessThan(60); // 0.25 of an 8-bit level: the cubic's own error
    const out = await pasteFaces(photo, [painted(face, 0.2)]);
    expect(out.data[(200 * 400 + 200) * 3]).toBe(Math.round(0.2 * 65535));
  });

  it("keeps a gray photograph gray", async () => {
    const photo = plain(300, 300, 100);
    const gray: Photo = { ...photo, source: { ...photo.source, gray: true } };
    const face = alignFace(gray, faceAt(150, 150, 200));
    const image = tensor([1, 3, FACE_SIDE, FACE_SIDE], Float32Array.from({ length: 3 * PLANE }, (_, i) => [0.5, 0.4, 0.3][Math.floor(i / PLANE)]! + 0.1 * Math.sin(i / 40)));
    const out = await pasteFaces(gray, [{ face, image }]);
    expect(largestChange(out, gray)).toBeGreaterThan(5);
    expect(out.data.every((v, i) => v === out.data[i - (i % 3)])).toBe(true);
  });

  it("lands on the same places of an enlarged photograph", async () => {
    const small = smooth(200, 200);
    const face = alignFace(small, faceAt(100, 90, 120, 8));
    const large = plain(400, 400, 0);
    const out = await pasteFaces(large, [painted(face, 1)], { upscale: 2 });
    const middle = toPhoto(face.transform, { x: 128, y: 128 });
    let [sum, x, y] = [0, 0, 0];
    for (let i = 0; i < 400 * 400; i++) {
      sum += out.data[3 * i]!;
      x += out.data[3 * i]! * ((i % 400) + 0.5);
      y += out.data[3 * i]! * (Math.floor(i / 400) + 0.5);
    }
    expect(x / sum).toBeCloseTo(2 * middle.x, 1);
    expect(y / sum).toBeCloseTo(2 * middle.y, 1);
  });

  it("does nothing without faces, and survives one at the edge", async () => {
    const photo = smooth(120, 100);
    expect(sameBytes((await pasteFaces(photo, [])).data, photo.data)).toBe(true);
    const edge = alignFace(photo, faceAt(2, 50, 90));
    const out = await pasteFaces(photo, [painted(edge, 1)]);
    expect(out.data[(50 * 120 + 1) * 3]).toBe(255);
    expect(out.data[(50 * 120 + 119) * 3]).toBe(photo.data[(50 * 120 + 119) * 3]);
  });

  it("adds what restoration changed where the photograph is finer than 256 pixels, and so keeps its detail", async () => {
    expect(pasteAction({ nativeSide: CHANGED_FROM - 1 })).toBe("replaced");
    expect(pasteAction({ nativeSide: CHANGED_FROM })).toBe("changed");
    const fine = rgbPhoto({ width: 500, height: 500, data: Uint8Array.from({ length: 500 * 500 * 3 }, (_, i) => ((Math.floor(i / 3) % 2 ^ Math.floor(i / 1500) % 2) === 0 ? 90 : 130)) });
    const detail = (photo: Photo): number => Math.abs(photo.data[(250 * 500 + 250) * 3]! - photo.data[(250 * 500 + 251) * 3]!);
    const face = alignFace(fine, faceAt(250, 250, 420));
    const brighter = tensor(face.image.dims, face.image.data.map((v) => v + 0.05));
    const out = await pasteFaces(fine, [{ face, image: brighter }]);
    expect(detail(out)).toBe(40);
    const replaced = await pasteFaces(fine, [{ face: { ...face, nativeSide: 256 }, image: brighter }]);
    expect(detail(replaced)).toBeLessThan(5);
  });
});

describe("the mask", () => {
  it("is whole over the features, zero at the template's border, and smooth", () => {
    for (const [x, y] of [[96, 120], [160, 120], [128, 186], [128, 222], [128, 40]] as const) expect(maskAt(x, y)).toBe(1);
    for (let v = -20; v <= 276; v++) expect([maskAt(0, v), maskAt(256, v), maskAt(v, 0), maskAt(v, 256)]).toEqual([0, 0, 0, 0]);
    for (let x = 1; x < 256; x++) for (const y of [128, 40, 220]) {
      expect(Math.abs(maskAt(x, y) - maskAt(x - 1, y))).toBeLessThan(0.065);
      expect(Math.abs(maskAt(x + 1, y) - 2 * maskAt(x, y) + maskAt(x - 1, y))).toBeLessThan(0.01);
    }
    expect(distanceFromMiddle(128, 128)).toBe(0);
    expect(distanceFromMiddle(256, 128)).toBe(1);
  });

  it("shares a place among faces without making more of it", () => {
    const masks = Float64Array.of(1, 0.5);
    shareMasks(masks, Float64Array.of(0.2, 0.9), 2);
    expect(masks[0]! + masks[1]!).toBeCloseTo(1, 12);
    expect(masks[0]).toBeGreaterThan(0.99);
    const even = Float64Array.of(1, 1);
    shareMasks(even, Float64Array.of(0.5, 0.5), 2);
    expect(Array.from(even)).toEqual([0.5, 0.5]);
  });
});

describe("overlapping faces", () => {
  it("each keep their middle; between them nothing is painted twice and no seam shows", async () => {
    const photo = plain(500, 300, 128);
    const [left, right] = [alignFace(photo, faceAt(180, 150, 220)), alignFace(photo, faceAt(300, 150, 220))];
    const out = await pasteFaces(photo, [painted(left, 0.8), painted(right, 77 / 255)]);
    const row = Array.from({ length: 500 }, (_, col) => out.data[(150 * 500 + col) * 3]!);
    expect(row[180]).toBe(204);
    expect(row[300]).toBe(77);
    expect(Math.min(...row)).toBeGreaterThanOrEqual(76);
    expect(Math.max(...row)).toBeLessThanOrEqual(204);
    expect(Math.max(...row.slice(1).map((v, i) => Math.abs(v - row[i]!)))).toBeLessThan(16);
    expect(row[240]).toBeGreaterThan(120);
    expect(row[240]).toBeLessThan(160);
    const swapped = await pasteFaces(photo, [painted(right, 77 / 255), painted(left, 0.8)]);
    expect(largestChange(swapped, out)).toBeLessThanOrEqual(1);
  });

  it("of the same picture give the photograph back", async () => {
    const photo = smooth(500, 300);
    const faces = [faceAt(180, 150, 220), faceAt(290, 140, 240, 12), faceAt(240, 170, 150, -9)].map((landmarks) => alignFace(photo, landmarks));
    expect(largestChange(await pasteFaces(photo, faces.map((face) => ({ face, image: face.image }))), photo)).toBeLessThanOrEqual(1);
  });
});

describe("colours", () => {
  it("of the surroundings are kept: a cast and a contrast that restoration added go away", async () => {
    const { photo, landmarks } = await drawnScene({ width: 400, height: 400, faces: [{ x: 200, y: 200, size: 256 }] });
    const face = alignFace(photo, landmarks[0]!);
    const cast = tensor(face.image.dims, face.image.data.map((v, i) => (v - 0.5) * 1.1 + 0.5 + [0.06, -0.02, -0.05][Math.floor(i / PLANE)]!));
    const matched = matchColors(cast, face.image);
    expect(matched.data.every((v, i) => Math.abs(v - face.image.data[i]!) < 0.005)).toBe(true);
    expect(largestChange(await pasteFaces(photo, [{ face, image: cast }]), await pasteFaces(photo, [{ face, image: face.image }]))).toBeLessThanOrEqual(2);
  });

  it("of a washed-out photograph are followed within bounds, and blur is not taken for a lack of contrast", async () => {
    const { photo, landmarks } = await drawnScene({ width: 400, height: 400, faces: [{ x: 200, y: 200, size: 256 }] });
    const { image } = alignFace(photo, landmarks[0]!);
    const spread = (x: Tensor): number => Math.max(...x.data.subarray(0, PLANE)) - Math.min(...x.data.subarray(0, PLANE));
    const washed = tensor(image.dims, image.data.map((v) => 0.6 + 0.2 * v));
    expect(spread(matchColors(image, washed)) / spread(image)).toBeCloseTo(1 / 1.15, 3);
    const blurred = resize(resize(image, { height: 32, width: 32, kernel: "area" }), { height: FACE_SIDE, width: FACE_SIDE, kernel: "bicubic" });
    expect(spread(matchColors(image, blurred)) / spread(image)).toBeGreaterThan(0.95);
  });
});

describe("the map of what was made up", () => {
  it("lies where the faces were pasted, as strong as their share of the pixels", async () => {
    const photo = plain(400, 300, 128);
    const face = alignFace(photo, faceAt(150, 140, 180, 12));
    const map = await pasteMap(photo, [{ ...painted(face, 1), spread: flat(0.25) }]);
    expect(map.dims).toEqual([1, 1, 300, 400]);
    for (let i = 0; i < map.data.length; i += 37) {
      const { x, y } = toTemplate(face.transform, { x: (i % 400) + 0.5, y: Math.floor(i / 400) + 0.5 });
      expect(map.data[i]).toBeCloseTo(0.25 * maskAt(x, y), 5);
    }
  });

  it("is empty for faces without one", async () => {
    const photo = plain(100, 100, 128);
    expect((await pasteMap(photo, [painted(alignFace(photo, faceAt(50, 50, 60)), 1)])).data.every((v) => v === 0)).toBe(true);
  });
});
