import { setImmediate as yieldToEvents } from "node:timers/promises";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import type { Samples } from "../../shared/tiles/canvas.js";
import type { Region } from "../../shared/tiles/lattice.js";
import { correct, limits, residual, type Consistency, type Residual } from "./consistency.js";
import { clampedCells, makeSamples, meanAndDeviation, modelRange, stored } from "./finish.js";
import { cut, inputRegion, type Prepared } from "./prepare.js";

/** How a cell of the blended image becomes numbers of the file. */
export interface Finishing {
  readonly prepared: Prepared;
  readonly scale: number;
  /** Samples drawn of every band. */
  readonly seeds: number;
  /** What the residual is measured with, and corrected where `enforce`. */
  readonly consistency: Consistency;
  readonly enforce: boolean;
  /** Also the standard deviation over the samples, times the card's factor. */
  readonly deviationFactor?: number;
}

/** Input pixels around one that its measurement depends on, by way of output pixels. */
export function reachOf({ operator }: Consistency): number {
  return Math.ceil(operator.radius / operator.scale);
}

/**
 * x [seeds * bands, h, w] over `need`, in model range -> stored numbers of `region`: [bands, h, w], then as many deviations
 * where they are asked for.
 */
export async function finishCell(o: Finishing, { need, region, x }: { need: Region; region: Region; x: Float32Array }): Promise<Samples> {
  const { prepared, scale, seeds, consistency, deviationFactor } = o;
  const { scene, bands, statistics } = prepared;
  const plane = need.height * need.width;
  const out = makeSamples(scene.sampleType)(region.height * region.width * bands.length * (deviationFactor === undefined ? 1 : 2));
  const area = region.height * region.width;
  const low = inputRegion(need, scale);
  const input = o.enforce ? await prepared.measured(low) : undefined;
  for (let b = 0; b < bands.length; b++) {
    const samples: Float32Array[] = [];
    for (let s = 0; s < seeds; s++) {
      let image = tensor([1, 1, need.height, need.width], x.subarray((s * bands.length + b) * plane, (s * bands.length + b + 1) * plane));
      if (input) image = await agreeing(image, b, input);
      samples.push(cut(image, need, region).data);
    }
    const { mean, deviation } = samples.length === 1 && deviationFactor === undefined ? { mean: samples[0]!, deviation: undefined } : meanAndDeviation(samples, deviationFactor ?? 1);
    stored(mean, out.subarray(b * area, (b + 1) * area), statistics[b]!, scene);
    if (deviation) {
      const { gain } = statistics[b]!;
      const to = (bands.length + b) * area;
      for (let i = 0; i < area; i++) out[to + i] = deviation[i]! * gain;
    }
  }
  return out;

  async function agreeing(image: Tensor, b: number, { y, valid }: { y: Tensor; valid: readonly Uint8Array[] }): Promise<Tensor> {
    const size = low.height * low.width;
    const measured = tensor([1, 1, low.height, low.width], y.data.subarray(b * size, (b + 1) * size));
    return correct(image, measured, trusted(valid[b]!, low, scene, reachOf(consistency)), limits(statistics[b]!, scale), consistency);
  }
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

/** Residuals of the finished numbers `values` [bands (+ deviations), h, w] over `around`, for the input pixels under `inner`. */
export async function measureCell({ prepared, scale, consistency }: Finishing, { around, inner, values }: { around: Region; inner: Region; values: Samples }): Promise<Residual[]> {
  const { scene, bands, statistics } = prepared;
  const low = inputRegion(around, scale);
  const { y, valid } = await prepared.measured(low);
  const core = inputRegion(inner, scale);
  const plane = around.height * around.width;
  const size = low.height * low.width;
  const residuals: Residual[] = [];
  for (let b = 0; b < bands.length; b++) {
    const numbers = values.subarray(b * plane, (b + 1) * plane);
    const x = tensor([1, 1, around.height, around.width], modelRange(numbers, statistics[b]!));
    const measured = tensor([1, 1, low.height, low.width], y.data.subarray(b * size, (b + 1) * size));
    const clamped = clampedCells(numbers, { width: around.width, scale, sampleType: scene.sampleType });
    residuals.push(
      residual(x, measured, { valid: valid[b]!, clamped }, {
        inner: { row: core.row - low.row, col: core.col - low.col, height: core.height, width: core.width },
        reach: reachOf(consistency),
        statistics: statistics[b]!,
        operator: consistency.operator,
      }),
    );
    await yieldToEvents();
  }
  return residuals;
}
