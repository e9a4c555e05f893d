import type { Plan } from "../../shared/diffusion/plan.js";
import type { Residual } from "./consistency.js";
import type { Findings } from "./journal.js";
import { type Preset } from "../../shared/runtime/presets.js";
import { type MethodModels } from "./models.js";
import type { Scene, Window } from "./raster.js";
import { type StreamOptions } from "./stream.js";
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
export declare function calibrated({ models: { model }, preset, steps }: Pick<SceneRun, "models" | "preset" | "steps">): number | undefined;
/** The rows of the sampler's table; none for a method without one. */
export declare function planOf({ models: { model }, preset, steps }: Pick<SceneRun, "models" | "preset" | "steps">): Plan;
/** Runs a method over a window of a scene into a writer: the one path for files and for arrays in memory. */
export declare function runScene(run: SceneRun, job: SceneJob): Promise<SceneResult>;
