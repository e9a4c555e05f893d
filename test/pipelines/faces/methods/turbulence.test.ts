import { describe, expect, it } from "vitest";
import { fromEstimate } from "../../../../pipelines/faces/methods/turbulence.js";
import type { FaceModels } from "../../../../pipelines/faces/models.js";
import { mirrored } from "../../../../shared/tensor/layout.js";
import { tensor, type Tensor } from "../../../../shared/tensor/tensor.js";
import { drawnFace } from "../../../tiny-models/face-image.js";

const drawn = drawnFace();
const FACE = tensor(drawn.dims, drawn.data.map((v) => 2 * v - 1));
const presets = { fidelity: { sampler: "ddim", steps: 1, eta: 0, from: 399 }, balanced: { sampler: "ddim", steps: 3, eta: 0, from: 100 } };
const models = { method: "at-ddpm", own: { card: { id: "tiny", diffusion: { prediction: "x0", schedule: { kind: "linear", steps: 1000 }, presets } } }, close: async () => undefined } as unknown as FaceModels;

/** A denoiser that makes up the mean of its condition and `answer`, and remembers at which index it was asked. */
function made(knobs: { preset: "fidelity" | "balanced"; start?: number }, answer: Tensor) {
  const asked: { t: number; z: Tensor; condition: Tensor }[] = [];
  const method = fromEstimate({ models, knobs }, 18, async (condition) => ({
    calls: 1,
    denoise: async (z, t) => {
      asked.push({ t, z, condition });
      return tensor(z.dims, condition.data.map((v, i) => (v + answer.data[i]!) / 2));
    },
  }));
  return { method, asked };
}

describe("fromEstimate", () => {
  // left half bright, right half dark
  const answer = tensor(FACE.dims, Float32Array.from(FACE.data, (_, i) => (i % 256 < 128 ? 0.5 : -0.5)));

  it("makes its estimate at the highest index, as the mean of both ways that the face may look", async () => {
    const { method, asked } = made({ preset: "fidelity" }, answer);
    const { image, calls, settings } = await method(FACE, 3);
    expect(asked.map(({ t }) => t)).toEqual([399, 399]);
    const mirror = mirrored(FACE, { rows: false, columns: true });
    expect(asked[1]!.condition.data.every((v, i) => v === mirror.data[i])).toBe(true);
    expect(calls).toBe(4);
    expect(settings.start).toBe(399);
    // of the answer nothing is left: its mirror image is its negative
    for (let i = 0; i < image.data.length; i += 101) expect(image.data[i]).toBeCloseTo(FACE.data[i]! / 2, 5);
  });

  it("takes the estimate, not the input, down from where the preset says", async () => {
    const [balanced, estimate] = [made({ preset: "balanced" }, answer), made({ preset: "fidelity" }, answer)];
    const { calls, settings } = await balanced.method(FACE, 3);
    const { image } = await estimate.method(FACE, 3);
    expect(balanced.asked.map(({ t }) => t)).toEqual([399, 399, 100, expect.any(Number), expect.any(Number)]);
    expect([calls, settings.start, settings.steps]).toEqual([7, 100, 4]);
    const state = balanced.asked[2]!.z;
    const root = Math.sqrt(Array.from({ length: 101 }, (_, t) => 1 - (1e-4 + (t * (0.02 - 1e-4)) / 999)).reduce((a, b) => a * b));
    const rest = (of: Tensor): number => Math.sqrt(state.data.reduce((sum, z, i) => sum + (z - root * of.data[i]!) ** 2, 0) / state.data.length);
    expect(rest(image)).toBeCloseTo(Math.sqrt(1 - root ** 2), 2);
    expect(rest(FACE)).toBeGreaterThan(1.05 * rest(image));
  });

  it("refuses a start that its networks were not trained at", () => {
    expect(() => made({ preset: "balanced", start: 400 }, answer)).toThrow("--start: expected a whole number from 0 to 399, got 400");
  });
});
