import { expected } from "../../shared/errors.js";
import type { Plan } from "../../shared/diffusion/plan.js";
import { geometry } from "../../shared/tiles/geometry.js";
import { cellCount } from "../../shared/tiles/lattice.js";
import { cellsHere } from "./cells.js";
import { cellsApart } from "./cells-thread.js";
import { computeTile } from "./compute-tile.js";
import type { Residual } from "./consistency.js";
import { kernelOf } from "./findings.js";
import type { Findings } from "./journal.js";
import { bicubic, methods } from "./methods/index.js";
import { calibrationOf } from "../../shared/runtime/calibration.js";
import { presetPlan, startDeviation, type Preset } from "../../shared/runtime/presets.js";
import { requireScale, type MethodModels } from "./models.js";
import { Prepared } from "./prepare.js";
import type { Scene, Window } from "./raster.js";
import { stream, type StreamOptions } from "./stream.js";

/** Tiles computed while one is finished: one in each of the lanes. */
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

/** What makes the deviation of samples cover the error; undefined where that was not measured. */
export function calibrated({ models: { model }, preset, steps }: Pick<SceneRun, "models" | "preset" | "steps">): number | undefined {
  return steps === undefined ? calibrationOf(model?.card, preset) : undefined;
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
  const method = kind && model ? kind.make({ model, scale, plan, ...(model.card.diffusion && { startDeviation: startDeviation(model.card, run.preset) }), seeds, ...(kernel && { kernel }) }) : bicubic;

  const cells = await (job.apart ? cellsApart : cellsHere)({
    scene: { height: scene.height, width: scene.width, sampleType: scene.sampleType, nodata: scene.nodata },
    statistics: findings.statistics.bands,
    scale,
    seeds: samples,
    kernel,
    enforce: run.consistency,
    ...(job.deviation && { deviationFactor: calibrated(run) ?? 1 }),
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
