import { afterEach, describe, expect, it } from "vitest";
import { cellsHere, type Cells, type Finishing } from "../../../pipelines/remote-sensing/cells.js";
import { cellsApart } from "../../../pipelines/remote-sensing/cells-thread.js";
import { gaussianKernel } from "../../../shared/degradation/kernel.js";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { tensor } from "../../../shared/tensor/tensor.js";

const low = { row: 0, col: 0, height: 48, width: 40 };
const high = { row: 0, col: 0, height: 192, width: 160 };
const finishing: Finishing = {
  scene: { height: 48, width: 40, sampleType: "uint16", nodata: 0 },
  statistics: [0, 1].map((b) => ({ offset: 100 + b, gain: 2000, noise: 5, quantum: 1, minimum: 0, maximum: 3000, count: 1 })),
  scale: 4,
  seeds: 1,
  kernel: gaussianKernel({ sigma1: 2, sigma2: 1, angle: 0.4 }),
  enforce: true,
};

function field(seed: number, { height, width }: { height: number; width: number }) {
  const noise = placedNoise(seed).fill([1, 2, height, width], 0, { row: 0, col: 0 }).data;
  return tensor([1, 2, height, width], noise.map((v) => 0.5 + 0.1 * v));
}

function cell() {
  return { need: high, region: { row: 8, col: 4, height: 96, width: 100 }, x: field(1, high).data, input: { y: field(2, low), valid: [0, 1].map(() => new Uint8Array(48 * 40).fill(1)) } };
}

describe("cells on a thread of their own", () => {
  let open: Cells | undefined;
  afterEach(() => open?.close());

  it("come out as they do here, bit for bit", async () => {
    const here = cellsHere(finishing);
    const apart = (open = await cellsApart(finishing));
    expect([apart.reach, apart.range]).toEqual([here.reach, here.range]);
    const mine = await here.finish(cell());
    const theirs = await apart.finish(cell());
    expect(theirs).toEqual(mine);
    const free = await cellsHere({ ...finishing, enforce: false }).finish({ ...cell(), input: undefined });
    expect(theirs).not.toEqual(free); // something was corrected

    const around = { row: 0, col: 0, height: 96, width: 100 };
    const inner = { row: 16, col: 16, height: 64, width: 64 };
    const input = { y: field(2, { height: 24, width: 25 }), valid: [0, 1].map(() => new Uint8Array(24 * 25).fill(1)) };
    const residuals = await here.measure({ around, inner, values: mine, input });
    expect(residuals.map(({ count }) => count)).toEqual([256, 256]);
    expect(await apart.measure({ around, inner, values: theirs, input })).toEqual(residuals);
  });

  it("answers with the error of a cell, and goes on", async () => {
    const apart = (open = await cellsApart(finishing));
    await expect(apart.finish({ ...cell(), need: { ...high, height: 191 } })).rejects.toThrow("multiples of 4");
    expect((await apart.finish(cell())).length).toBe(2 * 96 * 100);
  });

  it("refuses what is asked after it is closed", async () => {
    const apart = await cellsApart(finishing);
    await apart.close();
    await expect(apart.finish(cell())).rejects.toThrow("ended");
  });
});
