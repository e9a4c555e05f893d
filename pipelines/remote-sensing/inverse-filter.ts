import type { LinearOperator } from "../../shared/degradation/operator.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";

/** A square filter on the input grid, side 2*half + 1, symmetric in both axes together. */
export interface Filter {
  readonly half: number;
  readonly taps: Float64Array;
}

/** A A' reaches at most so far on the input grid; its inverse decays within HALF. */
const PATCH = 20;
const HALF = 6;
const ITERATIONS = 80;

/**
 * The impulse response of (A A' + lambda I)^-1 on the input grid, away from the image's edges, by conjugate gradients on a
 * patch. A scene has one operator and thousands of tiles: this turns each tile's solve into one small filter.
 */
export function inverseFilter(operator: LinearOperator, lambda: number): Filter {
  const side = 2 * PATCH + 1;
  const impulse = tensor([1, 1, side, side]);
  impulse.data[PATCH * side + PATCH] = 1;
  const gram = cropped(operator.apply(operator.adjoint(impulse)).data, side, Math.ceil((2 * operator.radius + operator.scale) / operator.scale) + 1);
  gram.taps[gram.taps.length >> 1]! += lambda;
  const z = solve(gram, impulse.data, side);
  return cropped(z, side, HALF);
}

/**
 * z with (A A' + lambda I) z = b for one band, by `iterations` steps of conjugate gradients preconditioned with the filter.
 * No step: the filter alone, right except near edges, where A A' is no longer a convolution.
 */
export function solveFiltered(operator: LinearOperator, filter: Filter, b: Tensor, { lambda, iterations }: { lambda: number; iterations: number }): Tensor {
  const z = filtered(filter, b);
  if (iterations === 0) return z;
  const r = tensor(b.dims);
  const residual = (): void => {
    const az = operator.apply(operator.adjoint(z)).data;
    for (let i = 0; i < r.data.length; i++) r.data[i] = b.data[i]! - az[i]! - lambda * z.data[i]!;
  };
  residual();
  let d = filtered(filter, r);
  const p = d.data.slice();
  let product = dot(r.data, d.data);
  for (let i = 0; i < iterations && product > 0; i++) {
    const ap = operator.apply(operator.adjoint(tensor(b.dims, p))).data;
    for (let k = 0; k < ap.length; k++) ap[k]! += lambda * p[k]!;
    const curvature = dot(p, ap);
    if (!(curvature > 0)) break; // the cut filter is not definite for every edge; what is reached is good
    const step = product / curvature;
    for (let k = 0; k < ap.length; k++) {
      z.data[k]! += step * p[k]!;
      r.data[k]! -= step * ap[k]!;
    }
    d = filtered(filter, r);
    const next = dot(r.data, d.data);
    for (let k = 0; k < p.length; k++) p[k] = d.data[k]! + (next / product) * p[k]!;
    product = next;
  }
  return z;
}

/** The filter over one band [1, 1, h, w], zero outside. */
export function filtered({ half, taps }: Filter, { data, dims: [, , h, w] }: Tensor): Tensor {
  const out = tensor([1, 1, h, w]);
  const row = new Float64Array(w);
  for (let i = 0; i < h; i++) {
    row.fill(0);
    for (let u = Math.max(-half, -i); u <= half && i + u < h; u++) {
      for (let v = -half; v <= half; v++) {
        const tap = taps[(u + half) * (2 * half + 1) + v + half]!;
        const source = (i + u) * w + v;
        for (let j = Math.max(0, -v), end = Math.min(w, w - v); j < end; j++) row[j]! += tap * data[source + j]!;
      }
    }
    out.data.set(row, i * w);
  }
  return out;
}

function cropped(values: ArrayLike<number>, side: number, half: number): Filter {
  const middle = (side - 1) / 2;
  const reach = Math.min(half, middle);
  const taps = new Float64Array((2 * reach + 1) ** 2);
  for (let i = -reach, at = 0; i <= reach; i++) for (let j = -reach; j <= reach; j++) taps[at++] = values[(middle + i) * side + middle + j]!;
  return { half: reach, taps };
}

/** Conjugate gradients for gram * z = b on a square patch. */
function solve(gram: Filter, b: Float32Array, side: number): Float32Array {
  const z = tensor([1, 1, side, side]);
  const r = Float64Array.from(b);
  const p = tensor([1, 1, side, side], Float32Array.from(b));
  let squares = dot(r, r);
  for (let i = 0; i < ITERATIONS && squares > 1e-14; i++) {
    const q = filtered(gram, p).data;
    const step = squares / dot(p.data, q);
    for (let k = 0; k < r.length; k++) {
      z.data[k]! += step * p.data[k]!;
      r[k]! -= step * q[k]!;
    }
    const next = dot(r, r);
    for (let k = 0; k < r.length; k++) p.data[k] = r[k]! + (next / squares) * p.data[k]!;
    squares = next;
  }
  return z.data;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
