import { describe, expect, it } from "vitest";
import { Fidelity, spectralAngles, validWindows } from "../../../pipelines/remote-sensing/metrics.js";
import { kernelPng, kernelShape, kernelText } from "../../../pipelines/remote-sensing/metrics-kernel.js";
import { deltaKernel, gaussianKernel, normalizeKernel } from "../../../shared/degradation/kernel.js";
import { randomStream } from "../../../shared/degradation/random.js";

const plane = (...values: number[]) => Float64Array.from(values);

describe("fidelity", () => {
  const x = [plane(10, 20, 30, 99), plane(4, 4, 4, 99)];
  const truth = [plane(12, 20, 26, 0), plane(4, 5, 6, 0)];
  const valid = Uint8Array.of(1, 1, 1, 0);

  it("counts valid pixels alone", () => {
    const sums = new Fidelity(2);
    sums.add({ x, truth, valid });
    expect(sums.pixels).toBe(3);
    expect(sums.rmse[0]).toBeCloseTo(Math.sqrt((4 + 0 + 16) / 3), 12);
    expect(sums.psnr(255)).toBeCloseTo(10 * Math.log10(255 ** 2 / ((20 + 5) / 6)), 12);
    expect(sums.psnrPerBand(100)[1]).toBeCloseTo(10 * Math.log10(100 ** 2 / (5 / 3)), 12);
  });

  it("gives ERGAS by its definition", () => {
    const sums = new Fidelity(2);
    sums.add({ x, truth, valid });
    const relative = [Math.sqrt(20 / 3) / (58 / 3), Math.sqrt(5 / 3) / 5];
    expect(sums.ergas(4)).toBeCloseTo(25 * Math.sqrt((relative[0]! ** 2 + relative[1]! ** 2) / 2), 12);
  });

  it("is the same in one piece and in two", () => {
    const random = randomStream(3, 0);
    const make = () => [0, 1, 2].map(() => Float64Array.from({ length: 40 }, () => random.between(1, 200)));
    const [a, b] = [make(), make()];
    const mask = Uint8Array.from({ length: 40 }, () => (random.uniform() < 0.8 ? 1 : 0));
    const whole = new Fidelity(3);
    whole.add({ x: a, truth: b, valid: mask });
    const parts = new Fidelity(3);
    for (const [from, to] of [[0, 17], [17, 40]] as const) {
      const cut = (v: Float64Array) => v.subarray(from, to);
      parts.add({ x: a.map(cut), truth: b.map(cut), valid: mask.subarray(from, to) });
    }
    expect(parts.psnr(255)).toBeCloseTo(whole.psnr(255), 10);
    expect(parts.sam).toBeCloseTo(whole.sam, 10);
  });
});

describe("spectral angle", () => {
  const angle = (x: number[], truth: number[]) => spectralAngles({ x: x.map((v) => plane(v)), truth: truth.map((v) => plane(v)), valid: Uint8Array.of(1) });

  it.each([
    [[1, 0], [1, 1], 45],
    [[1, 0], [0, 2], 90],
    [[1, 0], [-3, 0], 180],
    [[2, 2, 2], [5, 5, 5], 0],
  ])("of %j and %j is %d degrees", (x, truth, degrees) => {
    expect(angle(x, truth).sum).toBeCloseTo(degrees, 6);
  });

  it("keeps angles that acos would round to 0", () => {
    expect(angle([1, 1e-9], [1, 0]).sum).toBeCloseTo((1e-9 * 180) / Math.PI, 14);
  });

  it("leaves out pixels without a direction", () => {
    expect(angle([0, 0], [1, 1])).toEqual({ sum: 0, count: 0 });
  });
});

it("counts the windows that hold valid pixels alone", () => {
  const [height, width, side] = [9, 12, 4];
  const random = randomStream(5, 0);
  const valid = Uint8Array.from({ length: height * width }, () => (random.uniform() < 0.95 ? 1 : 0));
  let count = 0;
  for (let i = 0; i + side <= height; i++) {
    for (let j = 0; j + side <= width; j++) {
      let whole = true;
      for (let k = 0; k < side * side; k++) whole &&= valid[(i + Math.floor(k / side)) * width + j + (k % side)] === 1;
      if (whole) count++;
    }
  }
  expect(count).toBeGreaterThan(0);
  expect(validWindows(valid, { height, width, side })).toBe(count);
});

describe("a kernel's shape", () => {
  it.each([[2.5, 1.2, 30], [3, 1, -60], [2, 1.5, 90]])("gives back sigmas %d, %d and angle %d", (sigma1, sigma2, degrees) => {
    const shape = kernelShape(gaussianKernel({ sigma1, sigma2, angle: (degrees * Math.PI) / 180, size: 25 }));
    expect(shape.sigma1).toBeCloseTo(sigma1, 1);
    expect(shape.sigma2).toBeCloseTo(sigma2, 1);
    expect(shape.angle).toBeCloseTo(degrees, 0);
    expect(Math.hypot(shape.dx, shape.dy)).toBeLessThan(1e-9);
  });

  it("tells where the centre lies", () => {
    const data = new Float64Array(25);
    data[1 * 5 + 4] = 1; // one up, two to the right
    expect(kernelShape(normalizeKernel(data))).toMatchObject({ dx: 2, dy: -1, sigma1: 0, sigma2: 0 });
  });

  it("is drawn as text and picture", async () => {
    expect(kernelText(deltaKernel())).toBe("@@");
    const lines = kernelText(gaussianKernel({ sigma1: 2.5, sigma2: 0.8, angle: 0 })).split("\n");
    expect(lines[(lines.length - 1) / 2]).toContain("@@");
    expect(lines.length).toBe(Math.max(...lines.map((line) => line.length)) / 2); // as far in rows as in columns
    const png = await kernelPng(deltaKernel(5), { zoom: 3 });
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([15, 15]);
  });
});
