import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { predictAndRefine } from "../../../pipelines/mri/methods/refine.js";
import { sliceOrigins } from "../../../pipelines/mri/methods/method.js";
import { SliceNetworks } from "../../../pipelines/mri/network-windows.js";
import { kspaceTruncate } from "../../../shared/degradation/kspace.js";
import { openModel, type Model } from "../../../shared/runtime/model.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { tensor, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";
import { largestDifference, uniform } from "../../golden/golden.js";
import { tinyMriModel } from "../../tiny-models/mri.js";

vi.setConfig({ testTimeout: 60_000 });
let model: Model;
let folder: string;
beforeAll(async () => {
  folder = await tinyMriModel("srdiff");
  model = await openModel(folder, { device: "cpu", threads: 1 });
}, 60_000);
afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

const dims: Dims = [2, 1, 24, 40];
const up = tensor(dims, uniform(dims.reduce((a, b) => a * b), 1));

/** The first image alone: the refining network adds nothing. */
async function firstOf(x: Tensor): Promise<{ image: Tensor; seen: Tensor[] }> {
  const seen: Tensor[] = [];
  const networks = new SliceNetworks(model);
  vi.spyOn(networks, "run").mockImplementation(async (_network, _output, { images }) => {
    seen.push(images.up!);
    // a residual that depends on direction, as a trained network's does a little
    return tensor(dims, images.up!.data.map((_, i, all) => all[Math.max(0, i - 3)]!));
  });
  vi.spyOn(networks, "denoiser").mockReturnValue(async (z) => tensor(z.dims));
  const context = { networks, scale: 2, preset: "fidelity", stochastic: false } as const;
  const image = await predictAndRefine(context, { y: x, up: x, origins: sliceOrigins(0, 2), operator: kspaceTruncate(2) }, { seed: 1, signal: undefined });
  return { image, seen };
}

describe("predictAndRefine", () => {
  it("takes no direction of the slice for better than another in its first image", async () => {
    const { image, seen } = await firstOf(up);
    expect(seen).toHaveLength(4);
    for (const view of [{ rows: false, columns: true }, { rows: true, columns: false }, { rows: true, columns: true }]) {
      const other = await firstOf(mirrored(up, view));
      expect(largestDifference(mirrored(other.image, view).data, image.data)).toBeLessThan(1e-6);
    }
    expect(largestDifference(mirrored(up, { rows: true, columns: true }).data, Float32Array.from(Array.from({ length: 2 }, (_, b) => up.data.slice(b * 960, (b + 1) * 960).reverse()).flatMap((x) => [...x])))).toBe(0);
  });
});
