import { banded, type Banded } from "../../shared/tensor/banded.js";
import { separable } from "../../shared/tensor/resample.js";
import type { Tensor } from "../../shared/tensor/tensor.js";

/** Widths beyond this, in pixels of the aligned face, are not told apart from it. */
export const WIDEST = 8;

/**
 * Gaussian blur of deviation `sigma` pixels, the image mirrored about its edges: symmetric, so that it is its own adjoint, and with
 * the mean kept.
 */
export function gaussianBlur(sigma: number, { height, width }: { readonly height: number; readonly width: number }): (x: Tensor) => Tensor {
  if (sigma < NARROWEST) return (x) => x;
  const [vertical, horizontal] = [gaussianTable(height, sigma), gaussianTable(width, sigma)];
  return (x) => separable(vertical, horizontal, x);
}

/** Narrower blurs leave the neighbours less than 1e-3. */
const NARROWEST = 0.27;

function gaussianTable(length: number, sigma: number): Banded {
  const radius = Math.ceil(4 * sigma);
  const rows = Array.from({ length }, (_, i) => {
    const first = Math.max(0, i - radius);
    const weights = new Float64Array(Math.min(length, i + radius + 1) - first);
    let sum = 0;
    for (let k = -radius; k <= radius; k++) {
      const weight = Math.exp(-((k / sigma) ** 2) / 2);
      weights[mirrored(i + k, length) - first]! += weight;
      sum += weight;
    }
    return { first, weights: weights.map((weight) => weight / sum) };
  });
  return banded(length, rows);
}

/** Half-sample mirroring, as often as it takes: -1 is 0, length is length - 1. Falls within the band of the row it came from. */
function mirrored(i: number, length: number): number {
  const at = (i + 2 * length * Math.ceil(Math.abs(i) / length)) % (2 * length);
  return at < length ? at : 2 * length - 1 - at;
}
