import { describe, expect, it } from "vitest";
import { dot } from "../../../shared/tensor/loops.js";
import { resize, resizeAdjoint, type ResampleKernel } from "../../../shared/tensor/resample.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

const KERNELS: readonly ResampleKernel[] = ["nearest", "bilinear", "bicubic", "lanczos", "area"];

interface Golden {
  readonly input: Packed;
  readonly cases: readonly { readonly by: string; readonly kernel: ResampleKernel; readonly output: Packed }[];
}

const random = (dims: Dims, seed: number) => tensor(dims, uniform(dims[0] * dims[1] * dims[2] * dims[3], seed));

describe("resize agrees with other programs", () => {
  const { input, cases } = golden<Golden>("resample");
  const x = tensor([1, 1, input.shape[0]!, input.shape[1]!], Float32Array.from(samples(input)));
  it.each(cases.map((c) => ({ ...c, size: c.output.shape.join("x") })))("$by $kernel to $size", ({ kernel, output }) => {
    const [height, width] = output.shape as [number, number];
    const { data, dims } = resize(x, { height, width, kernel });
    expect(dims).toEqual([1, 1, height, width]);
    // Two float32 passes of weights that sum to one in magnitude below 2.
    expect(largestDifference(data, samples(output))).toBeLessThan(6e-7);
  });
});

describe("resize", () => {
  it.each(KERNELS)("keeps a constant and every plane apart: %s", (kernel) => {
    const x = tensor([2, 3, 9, 7]);
    for (let i = 0; i < x.data.length; i++) x.data[i] = Math.floor(i / 63) + 1;
    for (const [height, width] of [[18, 21], [4, 3], [13, 5]] as const) {
      const { data } = resize(x, { height, width, kernel });
      const want = Float32Array.from({ length: data.length }, (_, i) => Math.floor(i / (height * width)) + 1);
      expect(largestDifference(data, want)).toBeLessThan(2e-6);
    }
  });

  it.each(KERNELS)("gives the same samples at the same size: %s", (kernel) => {
    const x = random([1, 2, 8, 5], 3);
    expect(resize(x, { height: 8, width: 5, kernel }).data).toEqual(x.data);
  });

  it("samples at pixel centres", () => {
    const { data } = resize(tensor([1, 1, 1, 2], Float32Array.of(0, 1)), { height: 1, width: 4, kernel: "bilinear" });
    expect([...data]).toEqual([0, 0.25, 0.75, 1]);
  });

  it("does not spread a NaN past the kernel's support", () => {
    const x = tensor([1, 1, 1, 16]);
    x.data[4] = NaN;
    const { data } = resize(x, { height: 1, width: 32, kernel: "bicubic" });
    const touched = [...data].flatMap((v, i) => (Number.isNaN(v) ? [i] : []));
    expect(touched).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("refuses sizes that are not whole", () => {
    expect(() => resize(random([1, 1, 4, 4], 1), { height: 2.5, width: 4, kernel: "bicubic" })).toThrow("got 2.5x4");
  });
});

describe("resizeAdjoint", () => {
  it.each(KERNELS.flatMap((kernel) => [[9, 12, 36, 48], [20, 21, 5, 7], [8, 30, 13, 11]].map((sizes) => ({ kernel, sizes }))))(
    "is the transpose: $kernel $sizes",
    ({ kernel, sizes }) => {
      const [h, w, height, width] = sizes as [number, number, number, number];
      const x = random([2, 2, h, w], 5);
      const y = random([2, 2, height, width], 6);
      const forward = dot(resize(x, { height, width, kernel }), y);
      const backward = dot(x, resizeAdjoint(y, { height: h, width: w, kernel }));
      expect(Math.abs(forward - backward) / Math.abs(forward)).toBeLessThan(1e-6);
    },
  );
});
