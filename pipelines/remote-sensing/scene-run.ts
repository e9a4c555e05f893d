import { expected } from "../../shared/errors.js";
import type { Plan } from "../../shared/diffusion/plan.js";
import { pad } from "../../shared/tensor/layout.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { geometry } from "../../shared/tiles/geometry.js";
import { cellCount, type Region } from "../../shared/tiles/lattice.js";
import { cellsHere } from "./cells.js";
import { cellsApart } from "./cells-thread.js";
import type { Residual } from "./consistency.js";
import { kernelOf } from "./findings.js";
import { bandGroups } from "./groups.js";
import type { Findings } from "./journal.js";
import { bicubic, methods } from "./methods/index.js";
import type { Method } from "./methods/method.js";
import { presetPlan, type Preset } from "../../shared/runtime/presets.js";
import { requireScale, type MethodModels } from "./models.js";
import { cut, MIDDLE, Prepared } from "./prepare.js";
import type { Scene, Window } from "./raster.js";
import { stream, type ComputeTile, type StreamOptions } from "./stream.js";

/** Pixels of a batch: groups of bands go to the network together up to here, so that memory does not follow the bands. */
const BATCH_PIXELS = 1.5e6;
/** Tiles computed while one is finished: one keeps the network busy, one more hides the reading. */
const TILES_AHEAD = 2;

export interface SceneRun {
  readonly models: MethodModels;
  readonly scale: number;
  readonly preset: Preset;
  readonly steps?: number;
  readonly seed: number;
  readonly samples: number;
  readonly consistency: boolean;
  readonly tile: number;
  readonly overlap: number;
}

export interface SceneJob extends Pick<StreamOptions, "outputBands" | "writer" | "deviation" | "measured" | "elsewhere" | "onMeasured" | "onTile"> {
  readonly scene: Scene;
  /** Bands that are restored, in the file's order; alpha is not among them. */
  readonly bands: readonly number[];
  readonly window: Window;
  readonly findings: Findings;
  /** Finishes cells on a thread of their own. */
  readonly apart: boolean;
  readonly signal?: AbortSignal;
}

export interface SceneResult {
  readonly residuals: readonly Residual[];
  readonly networkCalls: number;
  readonly tiles: number;
  readonly cells: number;
}

/** The rows of the sampler's table; none for a method without one. */
export function planOf({ models: { model }, preset, steps }: Pick<SceneRun, "models" | "preset" | "steps">): Plan {
  return model?.card.diffusion ? presetPlan(model.card, { preset, ...(steps !== undefined && { steps }) }) : [];
}

/** Runs a method over a window of a scene into a writer: the one path for files and for arrays in memory. */
export async function runScene(run: SceneRun, job: SceneJob): Promise<SceneResult> {
  const { models, scale, samples, overlap } = run;
  const { scene, bands, window, findings } = job;
  const { model, method: name } = models;
  if (model) requireScale(model, scale);
  if (bands.length === 0) throw expected("bad-input", { subject: scene.name, want: "a band beside alpha", got: "alpha alone", advice: "choose other --bands" });

  const prepared = new Prepared(scene, bands, findings.statistics.bands);
  const kernel = kernelOf(findings);
  const plan = planOf(run);
  const seeds = Array.from({ length: samples }, (_, k) => run.seed + k * 2 ** 32);
  const kind = name === "bicubic" ? undefined : methods[name];
  const method = kind && model ? kind.make({ model, scale, plan, seeds, ...(kernel && { kernel }) }) : bicubic;

  const cells = await (job.apart ? cellsApart : cellsHere)({
    scene: { height: scene.height, width: scene.width, sampleType: scene.sampleType, nodata: scene.nodata },
    statistics: findings.statistics.bands,
    scale,
    seeds: samples,
    kernel,
    enforce: run.consistency,
    ...(job.deviation && { deviationFactor: model?.card.uncertainty?.factor ?? 1 }),
  });
  try {
    const extent = { height: scene.height * scale, width: scene.width * scale };
    const g = geometry({
      ...extent,
      scale,
      window: { row: window.row * scale, col: window.col * scale, height: window.height * scale, width: window.width * scale },
      tile: run.tile,
      fade: model ? overlap : 0,
      halo: model?.card.halo ?? 0,
      multipleOf: model?.card.size.multipleOf ?? 1,
      context: run.consistency ? (cells.reach + cells.range) * scale : 0,
      margin: cells.reach * scale,
      block: job.writer.blockSize,
    });
    let tiles = 0;
    let called = 0;
    const compute = computeTile(method, {
      prepared, scale, samples, size: model?.card.size ?? { multipleOf: 1, minimum: 1 }, groups: model !== undefined, onCalled: () => called++,
    });
    const residuals = await stream({
      prepared,
      scale,
      seeds: samples,
      cells,
      enforce: run.consistency,
      ...(job.deviation && { deviation: job.deviation }),
      geometry: g,
      fade: model ? overlap : 0,
      compute: (...place) => {
        tiles++;
        return compute(...place);
      },
      ahead: TILES_AHEAD,
      outputBands: job.outputBands,
      window,
      writer: job.writer,
      measured: job.measured,
      ...(job.elsewhere && { elsewhere: job.elsewhere }),
      onMeasured: job.onMeasured,
      onTile: job.onTile,
      ...(job.signal && { signal: job.signal }),
    });
    return { residuals, tiles, cells: cellCount(g.cells), networkCalls: called * (kind ? kind.callsBefore + samples * plan.length : 0) };
  } finally {
    await cells.close();
  }
}

interface TileOptions {
  readonly prepared: Prepared;
  readonly scale: number;
  readonly samples: number;
  readonly size: { readonly multipleOf: number; readonly minimum: number };
  readonly groups: boolean;
  /** After each batch that a method worked on. */
  readonly onCalled: () => void;
}

/**
 * Window of the network -> input that fits its size rules -> samples over the tile's support, bands one after another.
 * Where nothing was measured no network is asked.
 */
function computeTile(method: Method, { prepared, scale, samples, size, groups, onCalled }: TileOptions): ComputeTile {
  return async (window, support, signal) => {
    const area = support.height * support.width;
    const up = await prepared.upsampledWhereMeasured(window, scale, signal);
    if (up === undefined) return new Float32Array(samples * prepared.bands.length * area).fill(MIDDLE);
    const fitted = padded(up, size);
    const [, bands, height, width] = fitted.dims;
    const whole: Region = { row: window.row, col: window.col, height, width };
    const patch = new Float32Array(samples * bands * area);
    const all = groups ? bandGroups(fitted) : fitted;
    const [count, channels] = all.dims;
    const atOnce = Math.max(1, Math.floor(BATCH_PIXELS / (height * width)));
    for (let group = 0; group < count; group += atOnce) {
      const batch = Math.min(atOnce, count - group);
      const plane = channels * height * width;
      const part: Tensor = { data: all.data.subarray(group * plane, (group + batch) * plane), dims: [batch, channels, height, width] };
      const results = await method({ up: part, origin: window, group }, signal);
      onCalled();
      const first = group * channels;
      const kept = Math.min(batch * channels, bands - first);
      results.forEach(({ data }, s) => {
        const image: Tensor = { data: data.subarray(0, kept * height * width), dims: [1, kept, height, width] };
        patch.set(cut(image, whole, support).data, (s * bands + first) * area);
      });
    }
    return patch;
  };
}

function padded(x: Tensor, { multipleOf, minimum }: { multipleOf: number; minimum: number }): Tensor {
  const [, , h, w] = x.dims;
  const fit = (extent: number): number => Math.ceil(Math.max(extent, minimum) / multipleOf) * multipleOf - extent;
  const bottom = fit(h);
  const right = fit(w);
  return bottom === 0 && right === 0 ? x : pad(x, { top: 0, left: 0, bottom, right }, "edge");
}
