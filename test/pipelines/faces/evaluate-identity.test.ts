import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { arcfaceView, cosine, FFHQ_POINTS, openEmbedding, similarity, type FivePoints } from "../../../pipelines/faces/evaluate-identity.js";
import { openPerceptual } from "../../../shared/runtime/judging-network.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { temporaryFolder } from "../remote-sensing/tiff-fixture.js";
import { onnx, node } from "../../tiny-models/onnx.js";

const file = temporaryFolder();

/** The means of the three channels as the embedding. */
const means = onnx({ inputs: { data: [1, 3, 112, 112] }, outputs: { vector: [1, 3] }, initializers: {}, nodes: [node("GlobalAveragePool", ["data"], "pooled"), node("Flatten", ["pooled"], "vector")] });

function flat(red: number, green: number, blue: number, side = 256) {
  return tensor([1, 3, side, side], Float32Array.from({ length: 3 * side * side }, (_, i) => [red, green, blue][Math.floor(i / (side * side))]!));
}

/** Bright spots of 9 px at the five points. */
function spots(points: FivePoints, side: number) {
  const x = tensor([1, 1, side, side]);
  for (const p of points) {
    for (let i = 0; i < side; i++) for (let j = 0; j < side; j++) x.data[i * side + j]! += Math.exp(-(((j + 0.5 - side * p.x) ** 2 + (i + 0.5 - side * p.y) ** 2) / 30));
  }
  return x;
}

describe("similarity", () => {
  it("finds the turn, scale and shift that were applied", () => {
    const from = [{ x: 1, y: 2 }, { x: 8, y: 3 }, { x: 4, y: 9 }];
    const at = { a: 1.2, b: -0.7, x0: 5, y0: -3 };
    const found = similarity(from, from.map(({ x, y }) => ({ x: at.a * x - at.b * y + at.x0, y: at.b * x + at.a * y + at.y0 })));
    for (const key of ["a", "b", "x0", "y0"] as const) expect(found[key]).toBeCloseTo(at[key], 10);
  });
});

describe("arcfaceView", () => {
  it("brings eyes, nose and mouth to ArcFace's places, whatever the crop's size", () => {
    for (const side of [96, 256, 288]) {
      const view = arcfaceView(spots(FFHQ_POINTS, side), FFHQ_POINTS);
      expect(view.dims).toEqual([1, 3, 112, 112]);
      const brightest = (left: number, top: number, right: number, bottom: number) => {
        let best = [0, 0, -1];
        for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) if (view.data[i * 112 + j]! > best[2]!) best = [j + 0.5, i + 0.5, view.data[i * 112 + j]!];
        return best;
      };
      // an affine template of five points is met to about 3 px by a similarity
      for (const [x, y] of [[38.3, 51.7], [73.5, 51.5], [56, 71.7], [41.5, 92.4], [70.7, 92.2]] as const) {
        const [j, i] = brightest(Math.round(x) - 9, Math.round(y) - 9, Math.round(x) + 9, Math.round(y) + 9);
        expect(Math.hypot(j! - x, i! - y)).toBeLessThan(3.5);
      }
    }
  });
});

describe("a user's embedding", () => {
  it("is fed (level - 127) / 128 and gives a unit vector", async () => {
    await writeFile(file("means.onnx"), means);
    const embedding = await openEmbedding(file("means.onnx"));
    const vector = await embedding.embed(flat(1, 127 / 255, 0));
    const length = Math.hypot(1, 127 / 128);
    expect(vector[0]).toBeCloseTo(1 / length, 5);
    expect(vector[1]).toBeCloseTo(0, 5);
    expect(vector[2]).toBeCloseTo(-127 / 128 / length, 5);
    expect(cosine(vector, vector)).toBeCloseTo(1, 12);
    expect(cosine(vector, await embedding.embed(flat(0, 127 / 255, 1)))).toBeCloseTo(-1, 3);
    await expect(embedding.embed(flat(NaN, 0, 0))).rejects.toThrow("--embedding means.onnx: expected a vector of finite length above 0, got NaN");
    await embedding.close();
  });

  it("is refused by name where it cannot be used", async () => {
    await expect(openEmbedding(file("none.onnx"))).rejects.toThrow("--embedding none.onnx: expected a file that can be read, got ENOENT");
    await writeFile(file("text.onnx"), "no network");
    await expect(openEmbedding(file("text.onnx"))).rejects.toThrow("--embedding text.onnx: expected a network that onnxruntime can load");
    await writeFile(file("means.onnx"), means);
    await expect(openPerceptual(file("means.onnx"))).rejects.toThrow("--perceptual means.onnx: expected 2 inputs and an output, got 1 and 1; give an ONNX file such as an exported LPIPS");
    await writeFile(file("large.onnx"), onnx({ inputs: { data: [1, 3, 160, 160] }, outputs: { vector: [1, 3] }, initializers: {}, nodes: [node("GlobalAveragePool", ["data"], "pooled"), node("Flatten", ["pooled"], "vector")] }));
    const large = await openEmbedding(file("large.onnx"));
    await expect(large.embed(flat(1, 0, 0))).rejects.toThrow("--embedding large.onnx: expected a network that takes 1x3x112x112, got ");
    await large.close();
  });
});
