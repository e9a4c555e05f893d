import type { Kernel } from "../../shared/degradation/kernel.js";
import { meanAndDeviation } from "../../shared/tensor/moments.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import type { Samples } from "../../shared/tiles/canvas.js";
import type { Region } from "../../shared/tiles/lattice.js";
import { consistency, correct, limits, residual, type Consistency, type Residual } from "./consistency.js";
import { clampedCells, isWide, modelRange, stored } from "./finish.js";
import { cut, inputRegion, type Measured } from "./prepare.js";
import type { SampleType } from "./raster.js";
import type { BandStatistics } from "./statistics.js";

/** How a cell of the blended image becomes numbers of the file. Plain data: it also goes to a thread. */
export interface Finishing {
  readonly scene: { readonly height: number; readonly width: number; readonly sampleType: SampleType; readonly nodata: number | undefined };
  /** One for each band that is restored. */
  readonly statistics: readonly BandStatistics[];
  readonly scale: number;
  /** Samples drawn of every band. */
  readonly seeds: number;
  /** The blur behind the measurement; none: bicubic decimation alone. */
  readonly kernel: Kernel | undefined;
  /** Whether the result is made to agree with the measurement; the residual is measured either way. */
  readonly enforce: boolean;
  /** Also the standard deviation over the samples, times the card's factor. */
  readonly deviationFactor?: number;
}

/** x [seeds * bands, h, w] over `need`, in model range. `input` is what was measured below `need`, where agreement is enforced. */
export interface CellToFinish {
  readonly need: Region;
  readonly region: Region;
  readonly x: Float32Array;
  readonly input: Measured | undefined;
}

/** The finished numbers `values` [bands (+ deviations), h, w] over `around`, and what was measured below it. */
export interface CellToMeasure {
  readonly around: Region;
  readonly inner: Region;
  readonly values: Samples;
  readonly input: Measured;
}

/** The work on cells, here or on a thread of its own (cells-thread.ts). */
export interface Cells {
  /** Input pixels around one that its measurement depends on, by way of output pixels. */
  readonly reach: number;
  /** Input pixels beyond which a correction is not felt. */
  readonly range: number;
  /** Stored numbers of `region`: [bands, h, w], then as many deviations where they are asked for. They lie at the start of `x`, or in an array of their own. */
  finish(cell: CellToFinish): Promise<Samples>;
  /** Residual of each band over the input pixels under `inner`. */
  measure(cell: CellToMeasure): Promise<readonly Residual[]>;
  close(): Promise<void>;
}

export function cellsHere(finishing: Finishing): Cells {
  const known = consistency(finishing.kernel, finishing.scale, finishing.statistics);
  return {
    reach: reachOf(known),
    range: known.range,
    finish: async (cell) => finishCell(finishing, known, cell),
    measure: async (cell) => measureCell(finishing, known, cell),
    close: async () => undefined,
  };
}

function reachOf({ operator }: Consistency): number {
  return Math.ceil(operator.radius / operator.scale);
}

function finishCell({ scene, statistics, scale, seeds, deviationFactor }: Finishing, known: Consistency, { need, region, x, input }: CellToFinish): Samples {
  const bands = statistics.length;
  const plane = need.height * need.width;
  const area = region.height * region.width;
  const count = area * bands * (deviationFactor === undefined ? 1 : 2);
  // what is written lies before what is still to be read: a plane of `region` is no larger than one of `need`
  const out = isWide(scene.sampleType) ? new Float64Array(count) : count > x.length ? new Float32Array(count) : x.subarray(0, count);
  const low = inputRegion(need, scale);
  for (let b = 0; b < bands; b++) {
    const agreeing = input && { y: band(input.y, b), trusted: trusted(input.valid[b]!, low, scene, reachOf(known)) };
    const samples: Float32Array[] = [];
    for (let s = 0; s < seeds; s++) {
      let image = tensor([1, 1, need.height, need.width], x.subarray((s * bands + b) * plane, (s * bands + b + 1) * plane));
      if (agreeing) image = correct(image, agreeing.y, agreeing.trusted, limits(statistics[b]!, scale), known);
      samples.push(cut(image, need, region).data);
    }
    const { mean, deviation } = samples.length === 1 && deviationFactor === undefined ? { mean: samples[0]!, deviation: undefined } : meanAndDeviation(samples, deviationFactor ?? 1);
    stored(mean, out.subarray(b * area, (b + 1) * area), statistics[b]!, scene);
    if (deviation) {
      const { gain } = statistics[b]!;
      const to = (bands + b) * area;
      for (let i = 0; i < area; i++) out[to + i] = deviation[i]! * gain;
    }
  }
  return out;
}

function band({ data, dims: [, , height, width] }: Tensor, b: number): Tensor {
  return tensor([1, 1, height, width], data.subarray(b * height * width, (b + 1) * height * width));
}

/** Valid, and not so near to a cut side of `low` that A x would see what is not there. Sides of the scene are no cuts. */
function trusted(valid: Uint8Array, low: Region, scene: { readonly height: number; readonly width: number }, reach: number): Uint8Array {
  const out = new Uint8Array(valid.length);
  const top = low.row === 0 ? 0 : reach;
  const left = low.col === 0 ? 0 : reach;
  const bottom = low.height - (low.row + low.height === scene.height ? 0 : reach);
  const right = low.width - (low.col + low.width === scene.width ? 0 : reach);
  for (let i = top; i < bottom; i++) out.set(valid.subarray(i * low.width + left, i * low.width + Math.max(left, right)), i * low.width + left);
  return out;
}

function measureCell({ scene, statistics, scale }: Finishing, known: Consistency, { around, inner, values, input: { y, valid } }: CellToMeasure): Residual[] {
  const low = inputRegion(around, scale);
  const core = inputRegion(inner, scale);
  const plane = around.height * around.width;
  return statistics.map((own, b) => {
    const numbers = values.subarray(b * plane, (b + 1) * plane);
    const x = tensor([1, 1, around.height, around.width], modelRange(numbers, own));
    const clamped = clampedCells(numbers, { width: around.width, scale, sampleType: scene.sampleType });
    return residual(x, band(y, b), { valid: valid[b]!, clamped }, {
      inner: { row: core.row - low.row, col: core.col - low.col, height: core.height, width: core.width },
      reach: reachOf(known),
      statistics: own,
      operator: known.operator,
    });
  });
}
