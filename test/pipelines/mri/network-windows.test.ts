import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SliceNetworks } from "../../../pipelines/mri/network-windows.js";
import { throughPlane } from "../../../pipelines/mri/through-plane.js";
import { zeroFill } from "../../../pipelines/mri/methods/index.js";
import { column } from "../../../shared/runtime/draw-residuals.js";
import { openModel, type Model } from "../../../shared/runtime/model.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
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
const image = (dims: Dims, seed: number) => tensor(dims, uniform(dims.reduce((a, b) => a * b), seed));

describe("SliceNetworks", () => {
  it("sees a large slice in parts as it would see it whole", async () => {
    const dims = [1, 1, 1000, 1240] as const; // above a million pixels
    const [up, first, z] = [image(dims, 1), image(dims, 2), image(dims, 3)];
    const networks = new SliceNetworks(model);
    const numbers = { scale: column(1, 2) };
    const parts = await networks.denoiser("denoiser", { images: { up, first }, numbers })(z, 300);
    expect(networks.calls).toBe(4);
    const whole = await model.denoiser("denoiser", { up, first, ...numbers })(z, 300);
    expect(parts.dims).toEqual(dims);
    expect(largestDifference(parts.data, whole.data)).toBeLessThan(1e-6);
    const residual = await networks.run("first", "residual", { images: { up }, numbers });
    expect(largestDifference(residual.data, (await model.run("first", { up, ...numbers })).residual!.data)).toBeLessThan(1e-6);
  });

  it("pads to what the network takes and cuts it off again", async () => {
    const networks = new SliceNetworks(model);
    for (const dims of [[2, 1, 20, 37], [1, 1, 33, 8], [3, 1, 40, 48]] as const) {
      const up = image(dims, 4);
      const out = await networks.run("first", "residual", { images: { up }, numbers: { scale: column(dims[0], 3) } });
      expect(out.dims).toEqual(dims);
      // inside, where no padding is seen
      const own = (await model.run("first", { up: tensor([1, 1, dims[2], dims[3]], up.data.slice(0, dims[2] * dims[3])), scale: column(1, 3) })).residual!.data;
      const at = 4 * dims[3] + 4;
      expect(out.data[at]!).toBeCloseTo(own[at]!, 6);
    }
  });

  it("splits a large batch without a trace", async () => {
    const networks = new SliceNetworks(model);
    const up = image([5, 1, 400, 640], 5);
    const run = (x: typeof up) => networks.run("first", "residual", { images: { up: x }, numbers: { scale: column(x.dims[0], 2) } });
    const all = await run(up);
    expect(networks.calls).toBe(3); // two slices a call
    const last = await run(tensor([1, 1, 400, 640], up.data.slice(4 * 400 * 640)));
    expect(Buffer.from(last.data.buffer).equals(Buffer.from(all.data.slice(4 * 400 * 640).buffer))).toBe(true);
  });
});

describe("throughPlane", () => {
  it("interpolates a stack along its slices and leaves other directions alone", async () => {
    const [slices, rows, columns] = [16, 5, 7];
    const wave = (k: number) => Math.cos((2 * Math.PI * 2 * (k + 0.5)) / 32); // even about both ends of the stack
    const volume = Float32Array.from({ length: slices * rows * columns }, (_, at) => (1 + (at % columns) + 10 * (Math.floor(at / columns) % rows)) * wave(Math.floor(at / (rows * columns))));
    const told: [number, number][] = [];
    const fine = await throughPlane(volume, { slices, rows, columns }, { factor: 2, profile: "truncated", method: zeroFill, seed: 0, onImages: (...it) => told.push(it) });
    const wanted = Float32Array.from({ length: 2 * slices * rows * columns }, (_, at) => (1 + (at % columns) + 10 * (Math.floor(at / columns) % rows)) * wave((Math.floor(at / (rows * columns)) + 0.5) / 2 - 0.5));
    expect(largestDifference(fine, wanted)).toBeLessThan(1e-4);
    expect(told.at(-1)).toEqual([12, 12]);
  });
});
