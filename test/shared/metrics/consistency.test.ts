import { describe, expect, it } from "vitest";
import { areaAverage } from "../../../shared/degradation/operator.js";
import { consistency } from "../../../shared/metrics/consistency.js";
import { perceptualDistance, type PerceptualNetwork } from "../../../shared/metrics/perceptual.js";
import { tensor } from "../../../shared/tensor/tensor.js";

describe("consistency", () => {
  const A = areaAverage(2);
  const x = tensor([1, 2, 2, 4], Float32Array.of(1, 1, 3, 3, 1, 1, 3, 3, 5, 5, 7, 7, 5, 5, 7, 7));
  const y = tensor([1, 2, 1, 2], Float32Array.of(1, 3.5, 5, 6));

  it("measures A x against y", () => {
    const { max, rms, share } = consistency(A, { x, y, tolerance: 0.5 });
    expect(max).toBe(1);
    expect(rms).toBeCloseTo(Math.sqrt((0.25 + 1) / 4), 12);
    expect(share).toBe(0.75);
  });
  it("takes a tolerance a channel and leaves masked pixels out", () => {
    expect(consistency(A, { x, y, tolerance: [0.1, 1] }).share).toBe(0.75);
    expect(consistency(A, { x, y, tolerance: 0, valid: Uint8Array.of(1, 0) })).toEqual({ max: 0, rms: 0, share: 1 });
  });
  it("does not hide a NaN", () => {
    const broken = tensor(y.dims, y.data.slice());
    broken.data[3] = NaN;
    const { max, share } = consistency(A, { x, y: broken, tolerance: 0.5 });
    expect(max).toBeNaN();
    expect(share).toBe(0.75);
  });
});

describe("perceptualDistance", () => {
  const seen: number[][] = [];
  const network: PerceptualNetwork = {
    name: "lpips.onnx",
    black: -1,
    white: 1,
    minimum: 2,
    distance: async (x, truth) => {
      seen.push([...x.data.filter((_, i) => i % 4 === 0)]);
      expect(x.dims).toEqual([1, 3, 2, 2]);
      return [Math.abs(x.data[0]! - truth.data[0]!)];
    },
  };
  const bands = (values: number[]) => tensor([1, values.length, 2, 2], Float32Array.from(values.flatMap((v) => [v, v, v, v])));

  it("feeds band triplets in the network's range and averages", async () => {
    const distance = await perceptualDistance(network, bands([0, 50, 100, 25, 75]), bands([100, 0, 0, 25, 0]), { low: 0, high: 100 });
    expect(seen).toEqual([[-1, 0, 1], [-0.5, 0.5, 0.5]]);
    expect(distance).toBeCloseTo((2 + 0) / 2, 6);
  });
  it("refuses images that are too small and outputs of the wrong length", async () => {
    const tiny = tensor([1, 3, 1, 5]);
    await expect(perceptualDistance(network, tiny, tiny, { low: 0, high: 1 })).rejects.toThrow("lpips.onnx: expected at least 2 pixels a side, got 1x5");
    const mute = { ...network, distance: async () => [] };
    await expect(perceptualDistance(mute, bands([0]), bands([0]), { low: 0, high: 1 })).rejects.toThrow("expected 1 distances for a batch of 1, got 0");
  });
});
