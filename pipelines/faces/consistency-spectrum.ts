import { fft2Yielding } from "../../shared/tensor/fft.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { gaussianResponse } from "./consistency-blur.js";

/**
 * |G x - y|^2 as a function of the deviation, in pixels, of the Gaussian blur G of consistency-blur.ts; x and y are [1, 1, h, w]. A blur
 * mirrored about the edges (half-sample) is diagonal in the cosine transform (DCT-II): after one transform a blur costs a multiplication
 * a sample.
 */
export async function blurCosts(x: Tensor, y: Tensor): Promise<(sigma: number) => number> {
  const [, , height, width] = x.dims;
  const { re, im } = await cosineTransforms(x, y);
  return (sigma) => {
    const down = gaussianResponse(sigma, height);
    const across = gaussianResponse(sigma, width);
    let sum = 0;
    for (let i = 0, at = 0; i < height; i++) {
      const passed = down[i]!;
      let line = 0;
      for (let j = 0; j < width; j++, at++) {
        const left = passed * across[j]! * re[at]! - im[at]!;
        line += j === 0 ? left * left : 2 * left * left;
      }
      sum += i === 0 ? line : 2 * line;
    }
    return sum / (height * width);
  };
}

/** DCT-II of x and of y, unscaled, by one complex transform of both (Makhoul 1980: even samples forwards, then odd ones backwards). */
async function cosineTransforms(x: Tensor, y: Tensor): Promise<{ re: Float64Array; im: Float64Array }> {
  const [, , height, width] = x.dims;
  const [re, im] = [new Float64Array(height * width), new Float64Array(height * width)];
  for (let i = 0, at = 0; i < height; i++) {
    const row = folded(i, height) * width;
    for (let j = 0; j < width; j++, at++) {
      const to = row + folded(j, width);
      re[to] = x.data[at]!;
      im[to] = y.data[at]!;
    }
  }
  await fft2Yielding(re, im, { height, width });
  for (let i = 0; i < height; i++) turn(re, im, { from: i * width, step: 1, length: width });
  for (let j = 0; j < width; j++) turn(re, im, { from: j, step: width, length: height });
  return { re, im };
}

function folded(n: number, length: number): number {
  return n % 2 === 0 ? n / 2 : length - 1 - (n - 1) / 2;
}

/** Of one line: C[k] = (e^{-i pi k / 2N} V[k] + e^{i pi k / 2N} V[N - k]) / 2. */
function turn(re: Float64Array, im: Float64Array, { from, step, length }: { readonly from: number; readonly step: number; readonly length: number }): void {
  for (let k = 1; 2 * k <= length; k++) {
    const [p, q] = [from + k * step, from + (length - k) * step];
    const [a, b, c, d] = [re[p]!, im[p]!, re[q]!, im[q]!];
    const angle = (Math.PI * k) / (2 * length);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    re[p] = (cos * (a + c) + sin * (b - d)) / 2;
    im[p] = (cos * (b + d) - sin * (a - c)) / 2;
    if (p === q) continue;
    // the angle of N - k is a right angle less this one
    re[q] = (sin * (a + c) + cos * (d - b)) / 2;
    im[q] = (sin * (b + d) - cos * (c - a)) / 2;
  }
}
