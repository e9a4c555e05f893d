import { describe, expect, it } from "vitest";
import { gaussianBlur } from "../../../pipelines/faces/consistency-blur.js";
import { agree, fitBlur, measureConsistency } from "../../../pipelines/faces/consistency.js";
import { noiseLevel } from "../../../pipelines/faces/severity-noise.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { axpy, dot, subtract } from "../../../shared/tensor/loops.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { drawnFace, noisyFace } from "../../tiny-models/face-image.js";

const SIDES = { height: 256, width: 256 };
const rms = (x: Tensor): number => Math.sqrt(dot(x, x) / x.data.length);
const white = (seed: number, dims: Tensor["dims"] = [1, 3, 256, 256]): Tensor => placedNoise(seed).fill(dims, 0, { row: 0, col: 0 });

describe("gaussianBlur", () => {
  it("is its own adjoint and keeps constants, at the edges too", () => {
    const A = gaussianBlur(5, { height: 20, width: 24 });
    const [x, y] = [white(1, [1, 1, 20, 24]), white(2, [1, 1, 20, 24])];
    expect(dot(A(x), y)).toBeCloseTo(dot(x, A(y)), 4);
    const constant = A(tensor([1, 1, 20, 24], new Float32Array(480).fill(0.7)));
    for (const v of constant.data) expect(v).toBeCloseTo(0.7, 6);
  });

  it("has the response of a Gaussian", () => {
    const frequency = 1 / 16;
    const wave = tensor([1, 1, 1, 256], Float32Array.from({ length: 256 }, (_, j) => Math.cos(2 * Math.PI * frequency * (j + 0.5))));
    const blurred = gaussianBlur(2, { height: 1, width: 256 })(wave);
    expect(blurred.data[128]! / wave.data[128]!).toBeCloseTo(Math.exp(-2 * (Math.PI * frequency * 2) ** 2), 3);
  });
});

describe("fitBlur", () => {
  it.each([0, 0.8, 2.3, 5, 8])("finds a blur of %s px, through noise", async (sigma) => {
    const face = drawnFace({ texture: 0.05 });
    const input = noisyFace(gaussianBlur(sigma, SIDES)(face), 4);
    expect(Math.abs((await fitBlur(face, input)) - sigma)).toBeLessThan(0.05 + 0.03 * sigma);
  });
});

describe("measureConsistency", () => {
  it("reports what blur and noise there are, and no more than the noise as residual", async () => {
    const face = drawnFace();
    const input = noisyFace(gaussianBlur(3, SIDES)(face), 6);
    const { blur, residual, noise } = await measureConsistency(face, input);
    expect(Math.abs(blur - 3)).toBeLessThan(0.1);
    expect(residual).toBeCloseTo(6, 1);
    // luminance has less noise than each channel: 0.67 of it
    expect(Math.abs(noise - 6 * Math.hypot(0.299, 0.587, 0.114))).toBeLessThan(0.4);
  });

  it("has a larger residual for another person's face", async () => {
    const input = gaussianBlur(2, SIDES)(drawnFace());
    const [same, other] = await Promise.all([0, 1].map((person) => measureConsistency(drawnFace({ person }), input)));
    expect(other!.residual).toBeGreaterThan(same!.residual + 3);
  });
});

describe("noiseLevel", () => {
  it("is small for a clean face and follows white noise", () => {
    expect(noiseLevel(drawnFace({ texture: 0 }))).toBeLessThan(0.6);
    const levels = [5, 10, 20].map((sigma) => noiseLevel(noisyFace(drawnFace({ texture: 0 }), sigma)));
    for (const [i, sigma] of [5, 10, 20].entries()) expect(levels[i]! / (sigma * Math.hypot(0.299, 0.587, 0.114))).toBeCloseTo(1, 1);
  });

  it("finds the noise of a picture that was enlarged fourfold", () => {
    const small = noisyFace(resize(drawnFace({ texture: 0 }), { height: 64, width: 64, kernel: "area" }), 15);
    const level = noiseLevel(resize(small, { ...SIDES, kernel: "bicubic" }));
    expect(level).toBeGreaterThan(5);
    expect(level).toBeLessThan(12);
  });
});

describe("agree", () => {
  const face = drawnFace({ texture: 0.05 });
  const input = gaussianBlur(2.5, SIDES)(face);

  it("brings A(output) to the input where there is no noise", () => {
    const wrong = axpy(0.1, white(9), face);
    const residual = (x: Tensor): number => rms(subtract(gaussianBlur(2.5, SIDES)(x), input));
    const right = agree(wrong, input, { blur: 2.5, damping: 0.01 });
    expect(residual(right)).toBeLessThan(0.1 * residual(wrong));
    // and only what A passes is moved: most of the error of fine detail stays
    expect(rms(subtract(right, face))).toBeGreaterThan(0.9 * rms(subtract(wrong, face)));
    expect(rms(subtract(right, face))).toBeLessThan(rms(subtract(wrong, face)));
  });

  it("does nothing to what agrees, and less the more it is damped", () => {
    expect(rms(subtract(agree(face, input, { blur: 2.5, damping: 0.1 }), face))).toBeLessThan(1e-6);
    const wrong = axpy(0.1, white(9), face);
    const moved = [0.1, 1, 10].map((damping) => rms(subtract(agree(wrong, input, { blur: 2.5, damping }), wrong)));
    expect(moved[1]!).toBeLessThan(moved[0]!);
    expect(moved[2]!).toBeLessThan(0.1 * moved[1]!);
  });
});
