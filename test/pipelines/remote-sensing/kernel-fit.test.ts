import { describe, expect, it } from "vitest";
import { fitKernelWidth, scaled } from "../../../pipelines/remote-sensing/kernel-fit.js";
import { memoryScene } from "../../../pipelines/remote-sensing/memory.js";
import type { MethodModels } from "../../../pipelines/remote-sensing/models.js";
import { Prepared } from "../../../pipelines/remote-sensing/prepare.js";
import { blurDecimate } from "../../../shared/degradation/decimate.js";
import { deltaKernel, gaussianKernel, kernelCorrelation, type Kernel } from "../../../shared/degradation/kernel.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import type { Model } from "../../../shared/runtime/model.js";
import { tensor } from "../../../shared/tensor/tensor.js";

const side = 128;
const truth = tensor([1, 3, side, side], placedNoise(6).fill([1, 3, side, side], 0, { row: 0, col: 0 }).data.map((n) => 0.5 + 0.2 * n));
const statistics = [0, 1, 2].map(() => ({ offset: 0, gain: 1, noise: 0, quantum: 0, minimum: 0, maximum: 1, count: 1 }));

/** A method whose network knows the scene: what it adds to the enlargement makes the truth. */
const run = async (_: string, { up }: Record<string, { data: Float32Array }>) => ({ residual: { data: truth.data.map((v, i) => v - up!.data[i]!), dims: truth.dims } });
const oracle: MethodModels = { method: "regression", model: { card: { size: { multipleOf: 1, minimum: 1 } }, run } as unknown as Model, close: async () => undefined };

async function fitted(actual: Kernel, predicted: Kernel) {
  const prepared = new Prepared(memoryScene(blurDecimate(actual, 2).apply(truth), "float32"), [0, 1, 2], statistics);
  return fitKernelWidth(oracle, predicted, { prepared, scale: 2, seed: 1, regions: [{ row: 0, col: 0, height: side / 2, width: side / 2 }] });
}

describe("the width of a predicted kernel", () => {
  const round = (sigma: number) => gaussianKernel({ sigma1: sigma, sigma2: sigma, angle: 0 });

  it("is kept where the restored scene agrees best with it", async () => {
    const predicted = gaussianKernel({ sigma1: 1.6, sigma2: 0.9, angle: 0.4 });
    expect(await fitted(predicted, predicted)).toEqual({ kernel: predicted, width: 1 });
  });

  it("is corrected by what the restored scene says, to no blur at all", async () => {
    const half = await fitted(round(1), round(2));
    expect(half.width).toBe(0.5);
    expect(kernelCorrelation(half.kernel, round(1))).toBeGreaterThan(0.95);
    expect((await fitted(round(1.6), round(2))).width).toBe(0.85);
    const none = await fitted(deltaKernel(), round(1.3));
    expect(none.width).toBe(0);
    expect(none.kernel).toEqual(deltaKernel());
  });

  it("stays where nothing speaks for another", async () => {
    expect((await fitted(round(1.5), round(1.55))).width).toBe(1);
  });

  it("is scaled about the middle, to a kernel", () => {
    const narrow = scaled(gaussianKernel({ sigma1: 3, sigma2: 2, angle: 1 }), 0.7);
    expect(narrow.data.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(kernelCorrelation(narrow, gaussianKernel({ sigma1: 2.1, sigma2: 1.4, angle: 1 }))).toBeGreaterThan(0.98);
  });
});
