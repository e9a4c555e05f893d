import { describe, expect, it } from "vitest";
import { gmsd } from "../../../shared/metrics/gmsd.js";
import { haarPsi } from "../../../shared/metrics/haarpsi.js";
import { psnr, psnrPerChannel } from "../../../shared/metrics/psnr.js";
import { ssim, ssimPerChannel } from "../../../shared/metrics/ssim.js";
import { crop, stack } from "../../../shared/tensor/layout.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Case {
  readonly range: number;
  readonly x: Packed;
  readonly truth: Packed;
  readonly ssim: readonly number[];
  readonly psnr: number;
  readonly psnrPerChannel: readonly number[];
  readonly haarPsi: number;
  readonly gmsd: number;
}

const image = (packed: Packed): Tensor => tensor([1, ...(packed.shape as [number, number, number])], Float32Array.from(samples(packed)));

describe("agrees with scikit-image and scipy", () => {
  it.each(golden<{ cases: readonly Case[] }>("metrics").cases)("$x.shape, range $range", (c) => {
    const x = image(c.x);
    const truth = image(c.truth);
    const { range } = c;
    expect(largestDifference(ssimPerChannel(x, truth, { range }), c.ssim)).toBeLessThan(1e-9);
    expect(ssim(x, truth, { range })).toBeCloseTo(c.ssim.reduce((a, b) => a + b) / c.ssim.length, 9);
    expect(psnr(x, truth, { range })).toBeCloseTo(c.psnr, 9);
    expect(largestDifference(psnrPerChannel(x, truth, { range }), c.psnrPerChannel)).toBeLessThan(1e-9);
    expect(haarPsi(x, truth, { range })).toBeCloseTo(c.haarPsi, 9);
    expect(gmsd(x, truth, { range })).toBeCloseTo(c.gmsd, 9);
  });
});

describe("equal images", () => {
  it("have PSNR Infinity, SSIM 1, HaarPSI 1, GMSD 0, flat ones too", () => {
    for (const x of [tensor([1, 1, 12, 14], uniform(168, 1)), tensor([1, 1, 12, 14])]) {
      expect(psnr(x, x, { range: 1 })).toBe(Infinity);
      expect(ssim(x, x, { range: 1 })).toBeCloseTo(1, 12);
      expect(haarPsi(x, x, { range: 1 })).toBeCloseTo(1, 12);
      expect(gmsd(x, x, { range: 1 })).toBe(0);
    }
  });
});

describe("masks and batches", () => {
  const truth = tensor([1, 2, 20, 16], uniform(640, 2));
  const x = tensor([1, 2, 20, 16], uniform(640, 3));
  const region = { row: 4, col: 2, height: 16, width: 14 };

  it("a mask of a rectangle counts as the crop does", () => {
    const valid = Uint8Array.from({ length: 320 }, (_, i) => (Math.floor(i / 16) >= 4 && i % 16 >= 2 ? 1 : 0));
    const cut = [crop(x, region), crop(truth, region)] as const;
    expect(psnr(x, truth, { range: 1, valid })).toBeCloseTo(psnr(...cut, { range: 1 }), 12);
    expect(ssim(x, truth, { range: 1, valid })).toBeCloseTo(ssim(...cut, { range: 1 }), 12);
    expect(ssim(x, truth, { range: 1, valid: new Uint8Array(320) })).toBeNaN();
  });
  it("one NaN under the mask does no harm, one that counts shows", () => {
    const broken = tensor(x.dims, x.data.slice());
    broken.data[0] = NaN;
    const valid = new Uint8Array(320).fill(1);
    valid[0] = 0;
    expect(psnr(broken, truth, { range: 1, valid })).toBeGreaterThan(0);
    expect(ssim(broken, truth, { range: 1, valid })).toBeLessThan(1);
    expect(psnr(broken, truth, { range: 1 })).toBeNaN();
  });
  it("a batch is averaged", () => {
    const both = ssim(stack([x, truth]), stack([truth, truth]), { range: 1 });
    expect(both).toBeCloseTo((ssim(x, truth, { range: 1 }) + 1) / 2, 12);
    const error = 10 ** (-psnr(x, truth, { range: 1 }) / 10);
    expect(psnr(stack([x, truth]), stack([truth, truth]), { range: 1 })).toBeCloseTo(-10 * Math.log10(error / 2), 9);
  });
});

describe("refusals", () => {
  const x = tensor([1, 1, 10, 12]);
  it("name what is wrong", () => {
    expect(() => ssim(x, x, { range: 1 })).toThrow("SSIM: expected at least 11 pixels a side, got 10x12");
    expect(() => psnr(x, tensor([1, 1, 12, 10]), { range: 1 })).toThrow("expected 1x1x12x10 like the reference, got 1x1x10x12");
    expect(() => psnr(x, x, { range: 0 })).toThrow("data range: expected a finite number above 0, got 0");
    expect(() => psnr(x, x, { range: 1, valid: new Uint8Array(3) })).toThrow("expected a mask of 120 pixels, got 3");
  });
});
