import type { Tensor } from "../../shared/tensor/tensor.js";
import type { Residual } from "./consistency.js";
import type { Findings } from "./journal.js";
import type { KernelOption } from "./kernel.js";
import type { Preset } from "../../shared/runtime/presets.js";
import type { MethodModels } from "./models.js";
import type { SampleType } from "./raster.js";
export interface RestoreTensorOptions {
    readonly scale: number;
    readonly preset?: Preset;
    readonly steps?: number;
    readonly seed?: number;
    /** More than one: their mean, and the deviation beside it. */
    readonly samples?: number;
    readonly kernel?: KernelOption;
    readonly consistency?: boolean;
    /** How the numbers are rounded; the quantisation step follows from it. Default float32: not at all. */
    readonly sampleType?: SampleType;
    readonly tile?: number;
    readonly overlap?: number;
    readonly signal?: AbortSignal;
}
export interface RestoredTensor {
    /** [1, bands, scale*h, scale*w] in the numbers of the input. */
    readonly image: Tensor;
    /** Standard deviation over the samples, calibrated by the card's factor; with samples > 1. */
    readonly deviation?: Tensor;
    readonly findings: Findings;
    /** One for each band. */
    readonly residuals: readonly Residual[];
    readonly networkCalls: number;
}
/**
 * The path of `rsr tile` for an array in memory: lr [1, bands, h, w] in any physical numbers. For evaluation and benchmarks;
 * `models` comes from openMethod and stays open.
 */
export declare function restoreTensor(models: MethodModels, lr: Tensor, o: RestoreTensorOptions): Promise<RestoredTensor>;
