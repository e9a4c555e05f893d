import { type PerceptualNetwork } from "../../shared/metrics/perceptual.js";
import type { Kernel } from "../../shared/degradation/kernel.js";
import { type LowFigures } from "./evaluate-low.js";
import type { Scene } from "./raster.js";
export interface EvaluateOptions {
    /** What the result was made from: adds consistency, spectrum and the opensr-test family. */
    readonly low?: Scene;
    /** The blur of A = blur + antialiased bicubic decimation. @default none */
    readonly kernel?: Kernel;
    /** LR pixel over HR pixel, for ERGAS where `low` is not given. */
    readonly scale?: number;
    /** Span of the data for PSNR, SSIM and the distances. @default 255 for uint8, else the reference's valid minimum to maximum */
    readonly range?: number;
    /** From 1. @default all but alpha */
    readonly bands?: readonly number[];
    readonly ignoreGeoreference?: boolean;
    readonly perceptual?: PerceptualNetwork;
    readonly signal?: AbortSignal;
}
export interface Evaluation {
    readonly width: number;
    readonly height: number;
    readonly bands: readonly number[];
    /** Valid in both images and all bands compared. */
    readonly pixels: number;
    readonly range: number;
    readonly scale?: number;
    readonly psnr: number;
    readonly psnrPerBand: readonly number[];
    readonly rmsePerBand: readonly number[];
    /** Absent where no window of 11 x 11 pixels is valid. */
    readonly ssim?: number;
    /** Degrees; absent for a single band. */
    readonly sam?: number;
    readonly ergas?: number;
    /** 10 log10 of the power above the LR Nyquist frequency over the reference's: 0 is right, negative is too smooth. */
    readonly detailDecibels?: number;
    readonly perceptual?: number;
    readonly low?: LowFigures;
}
/**
 * Compares `input` with `reference`, window by window: memory does not grow with the scene. Throws bad-input where they
 * do not show the same place with the same bands, or share no valid pixel.
 */
export declare function evaluate(reference: Scene, input: Scene, options?: EvaluateOptions): Promise<Evaluation>;
