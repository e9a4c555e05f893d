import { tensor, type Tensor } from "../tensor/tensor.js";

export interface SolveOptions {
  /** Added to A A': at least 0. */
  readonly lambda: number;
  /** At most this many steps, one product each. */
  readonly iterations: number;
  /** A plane stops early once no sample of its residual is larger: the discrepancy principle. 0 never stops. */
  readonly tolerance: number;
}

export interface Solution {
  readonly z: Tensor;
  /** Largest |y - (A A' + lambda I) z| of any sample, from the recurrence. */
  readonly residual: number;
  /** Most steps that any plane took. */
  readonly iterations: number;
}

/** Where a plane's residual energy has fallen by this much, float32's own rounding is all that is left. */
const NOTHING_LEFT = 1e-13;

/**
 * Conjugate residuals (Stiefel 1955) for (A A' + lambda I) z = y: of the conjugate-gradient family the one whose residual
 * |y - A A' z| falls at every step, which is what consistency is judged by; plain conjugate gradients let it grow tenfold
 * under strong blur. Few steps regularise: directions that A nearly loses come last. Every plane is solved on its own,
 * so that what shares a batch cannot matter.
 */
export function conjugateResidual(normal: (z: Tensor) => Tensor, y: Tensor, { lambda, iterations, tolerance }: SolveOptions): Solution {
  const [n, c, h, w] = y.dims;
  const plane = h * w;
  const z = tensor(y.dims);
  const residual = tensor(y.dims, y.data.slice());
  const start = energies(residual, residual);
  const running = Uint8Array.from(start, (energy, p) => (energy > 0 && largest(residual, p) > tolerance ? 1 : 0));
  let taken = 0;
  if (iterations > 0 && running.includes(1)) {
    const direction = tensor(y.dims, y.data.slice());
    let image = shifted(normal(residual), residual, lambda); // N r
    const directionImage = tensor(y.dims, image.data.slice()); // N p
    let curvature = energies(residual, image);
    for (;;) {
      taken++;
      const square = energies(directionImage, directionImage);
      for (let p = 0; p < n * c; p++) {
        if (running[p] === 0) continue;
        const alpha = curvature[p]! / square[p]!;
        let energy = 0;
        for (let i = p * plane; i < (p + 1) * plane; i++) {
          z.data[i] = z.data[i]! + alpha * direction.data[i]!;
          const r = residual.data[i]! - alpha * directionImage.data[i]!;
          residual.data[i] = r;
          energy += r * r;
        }
        if (energy <= NOTHING_LEFT * start[p]! || largest(residual, p) <= tolerance) running[p] = 0;
      }
      if (taken === iterations || !running.includes(1)) break;
      image = shifted(normal(residual), residual, lambda);
      const next = energies(residual, image);
      for (let p = 0; p < n * c; p++) {
        if (running[p] === 0) continue;
        const beta = next[p]! / curvature[p]!;
        for (let i = p * plane; i < (p + 1) * plane; i++) {
          direction.data[i] = residual.data[i]! + beta * direction.data[i]!;
          directionImage.data[i] = image.data[i]! + beta * directionImage.data[i]!;
        }
      }
      curvature = next;
    }
  }
  let left = 0;
  for (let p = 0; p < n * c; p++) left = Math.max(left, largest(residual, p));
  return { z, residual: left, iterations: taken };
}

/** product += lambda*x, in place. */
function shifted(product: Tensor, x: Tensor, lambda: number): Tensor {
  if (lambda !== 0) for (let i = 0; i < x.data.length; i++) product.data[i] = product.data[i]! + lambda * x.data[i]!;
  return product;
}

/** <x, y> of each plane in float64. */
function energies(x: Tensor, y: Tensor): Float64Array {
  const plane = x.dims[2] * x.dims[3];
  return Float64Array.from({ length: x.dims[0] * x.dims[1] }, (_, p) => {
    let sum = 0;
    for (let i = p * plane; i < (p + 1) * plane; i++) sum += x.data[i]! * y.data[i]!;
    return sum;
  });
}

function largest(x: Tensor, p: number): number {
  const plane = x.dims[2] * x.dims[3];
  let most = 0;
  for (let i = p * plane; i < (p + 1) * plane; i++) most = Math.max(most, Math.abs(x.data[i]!));
  return most;
}
