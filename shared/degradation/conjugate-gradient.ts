import { tensor, type Tensor } from "../tensor/tensor.js";

export interface SolveOptions {
  /** Added to A A': at least 0. */
  readonly lambda: number;
  readonly iterations: number;
  /** A plane stops early once no sample of its residual is larger: the discrepancy principle. 0 never stops. */
  readonly tolerance: number;
}

export interface Solution {
  readonly z: Tensor;
  /** Largest |y - (A A' + lambda I) z| of any sample, from the recurrence. */
  readonly residual: number;
  /** Most iterations that any plane took. */
  readonly iterations: number;
}

/**
 * Conjugate gradients for (A A' + lambda I) z = y, every plane on its own, so that what shares a batch cannot matter.
 * Few iterations are a regulariser too: directions that A nearly loses come last (Hansen 1998, section 6.3).
 */
export function conjugateGradient(normal: (z: Tensor) => Tensor, y: Tensor, { lambda, iterations, tolerance }: SolveOptions): Solution {
  const [n, c, h, w] = y.dims;
  const plane = h * w;
  const z = tensor(y.dims);
  const residual = tensor(y.dims, y.data.slice());
  const direction = tensor(y.dims, y.data.slice());
  const energy = Float64Array.from({ length: n * c }, (_, p) => planeDot(residual, residual, p, plane));
  const start = energy.slice();
  const done = Uint8Array.from({ length: n * c }, (_, p) => (energy[p] === 0 || planeMax(residual, p, plane) <= tolerance ? 1 : 0));
  let taken = 0;
  while (taken < iterations && done.includes(0)) {
    const product = normal(direction);
    taken++;
    for (let p = 0; p < n * c; p++) {
      if (done[p] === 1) continue;
      const curvature = planeDot(direction, product, p, plane) + lambda * planeDot(direction, direction, p, plane);
      const alpha = energy[p]! / curvature;
      for (let i = p * plane; i < (p + 1) * plane; i++) {
        z.data[i] = z.data[i]! + alpha * direction.data[i]!;
        residual.data[i] = residual.data[i]! - alpha * (product.data[i]! + lambda * direction.data[i]!);
      }
      const before = energy[p]!;
      energy[p] = planeDot(residual, residual, p, plane);
      const beta = energy[p]! / before;
      for (let i = p * plane; i < (p + 1) * plane; i++) direction.data[i] = residual.data[i]! + beta * direction.data[i]!;
      // Below float32's own rounding the recurrence only stirs noise.
      if (energy[p]! <= 1e-14 * start[p]! || planeMax(residual, p, plane) <= tolerance) done[p] = 1;
    }
  }
  let largest = 0;
  for (let p = 0; p < n * c; p++) largest = Math.max(largest, planeMax(residual, p, plane));
  return { z, residual: largest, iterations: taken };
}

function planeDot(x: Tensor, y: Tensor, p: number, plane: number): number {
  let sum = 0;
  for (let i = p * plane; i < (p + 1) * plane; i++) sum += x.data[i]! * y.data[i]!;
  return sum;
}

function planeMax(x: Tensor, p: number, plane: number): number {
  let largest = 0;
  for (let i = p * plane; i < (p + 1) * plane; i++) largest = Math.max(largest, Math.abs(x.data[i]!));
  return largest;
}
