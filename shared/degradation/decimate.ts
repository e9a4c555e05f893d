import { tensor, type Tensor } from "../tensor/tensor.js";
import { axisGram, axisTable } from "./axis.js";
import { conjugateResidual, type Solution } from "./conjugate-residual.js";
import { cropToSupport, deltaKernel, type Kernel } from "./kernel.js";
import { lowRank, type RankTerm } from "./low-rank.js";
import { normalSum } from "./normal.js";
import { highSize, lowSize, requireScale, type LinearOperator } from "./operator.js";
import { applySum, transposeSum, type SeparableSum } from "./separable-sum.js";

export interface CorrectionOptions {
  /** Added to A A'; at least 0. @default 0 */
  readonly lambda?: number;
  /** At most this many conjugate-residual steps. @default 10 */
  readonly iterations?: number;
  /** Stop once max |y - A x| is at or below it. @default 0, never */
  readonly tolerance?: number;
}

export interface Correction {
  /** The least-norm x with A x close to y. */
  readonly x: Tensor;
  /** Largest |y - (A A' + lambda I) z| left, for x = A' z; with lambda = 0 that is max |y - A x|. */
  readonly residual: number;
  readonly iterations: number;
}

/** Blur and antialiased bicubic decimation. `correct` is `pseudoInverse` with a say in its effort, and tells what it reached. */
export interface Decimation extends LinearOperator {
  correct(y: Tensor, options?: CorrectionOptions): Correction;
  /** `correct` before its last step: z of the size of y with x = A' z, so that several corrections share one adjoint. */
  solve(y: Tensor, options?: CorrectionOptions): Solution;
  /** A A' z, without the way over the HR grid where that pays. */
  normal(z: Tensor): Tensor;
}

export interface DecimationOptions {
  /** Terms of the kernel below this share of the largest are dropped; the work goes with their count. @default 1e-6, far under a 16-bit step */
  readonly tolerance?: number;
}

/** Kernel mass that may be cut at the border of its support, in tolerances. */
const DROPPED_MASS = 0.1;
const ITERATIONS = 10;
/** A A' as one short sum on the LR grid, as far as its making pays: it goes with the square of the terms of A. */
const NORMAL_PAIRS = { shrinkingBy2: 100, more: 400 };

/** Antialiased bicubic decimation (a = -0.5), as Pillow and PyTorch do it. */
export function bicubicDecimate(scale: number): Decimation {
  return blurDecimate(deltaKernel(1), scale);
}

/**
 * The blind chain's known part: correlation with `kernel` on the HR grid over replicated edges, then bicubicDecimate.
 * A A' is far from singular only for mild blur; elsewhere give lambda > 0, or let the fixed iteration count regularise.
 */
export function blurDecimate(kernel: Kernel, scale: number, { tolerance = 1e-6 }: DecimationOptions = {}): Decimation {
  requireScale("blurDecimate", scale);
  const { size, data } = cropToSupport(kernel, DROPPED_MASS * tolerance);
  const gram = axisGram(size, scale);
  const terms = lowRank({ kernel: data, gramLeft: gram, gramRight: gram, size, tolerance });
  const tables = tablesBySize(terms, scale, tolerance);

  const apply = (x: Tensor): Tensor => {
    lowSize("blurDecimate.apply", x, scale);
    return onPlanes(tables(x.dims[2], x.dims[3]).forward, x);
  };
  const adjoint = (y: Tensor): Tensor => {
    const { height, width } = highSize(y, scale);
    return onPlanes(tables(height, width).backward, y);
  };
  const normal = (z: Tensor): Tensor => {
    const { height, width } = highSize(z, scale);
    const short = tables(height, width).normal();
    return short === undefined ? apply(adjoint(z)) : onPlanes(short, z);
  };
  const solve = (y: Tensor, { lambda = 0, iterations = ITERATIONS, tolerance: reached = 0 }: CorrectionOptions = {}): Solution => {
    if (!(lambda >= 0)) throw new Error(`correct: expected lambda >= 0, got ${lambda}`);
    return conjugateResidual(normal, y, { lambda, iterations, tolerance: reached });
  };
  const correct = (y: Tensor, options?: CorrectionOptions): Correction => {
    const { z, residual, iterations } = solve(y, options);
    return { x: adjoint(z), residual, iterations };
  };
  return {
    scale,
    radius: Math.floor(1.5 * scale) + (size - 1) / 2,
    apply,
    adjoint,
    correct,
    solve,
    normal,
    pseudoInverse: (y, lambda = 0) => correct(y, { lambda }).x,
  };
}

function onPlanes(sum: SeparableSum, x: Tensor): Tensor {
  const [n, c, h, w] = x.dims;
  const height = sum.vertical[0]!.rows;
  const width = sum.horizontal[0]!.rows;
  const out = tensor([n, c, height, width]);
  for (let p = 0; p < n * c; p++) applySum(sum, x.data, p * h * w, out.data, p * height * width);
  return out;
}

interface Tables {
  readonly forward: SeparableSum;
  readonly backward: SeparableSum;
  /** A A', made when first asked for; undefined where going over the HR grid is as good. */
  normal(): SeparableSum | undefined;
}

/** Tables depend on the image's size through its edges; the last few sizes are kept. */
function tablesBySize(terms: readonly RankTerm[], scale: number, tolerance: number): (height: number, width: number) => Tables {
  const kept = new Map<string, Tables>();
  return (height, width) => {
    const key = `${height}x${width}`;
    let tables = kept.get(key);
    if (tables === undefined) {
      const forward = {
        vertical: terms.map(({ left }) => axisTable(height, left, scale)),
        horizontal: terms.map(({ right }) => axisTable(width, right, scale)),
      };
      const pays = terms.length ** 2 <= (scale <= 2 ? NORMAL_PAIRS.shrinkingBy2 : NORMAL_PAIRS.more);
      let normal: SeparableSum | undefined;
      tables = {
        forward,
        backward: transposeSum(forward),
        normal: () => (pays ? (normal ??= normalSum(forward, tolerance)) : undefined),
      };
      if (kept.size === 8) kept.delete(kept.keys().next().value!);
      kept.set(key, tables);
    }
    return tables;
  };
}
