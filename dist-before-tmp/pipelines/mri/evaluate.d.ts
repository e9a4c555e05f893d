import { type SignalOverNoise } from "./metrics.js";
import { type NoiseEstimate } from "./noise-estimate.js";
import type { Volume } from "./volume.js";
export interface EvaluateOptions {
    /** The truth, on the result's grid. */
    readonly reference?: Volume;
    /** What the result was made from, on its grid or with voxels a whole number of times as large. */
    readonly low?: Volume;
    /** What a PSNR and an SSIM take for the span of the data. @default the 99.5th percentile of the reference's measured voxels, the networks' 1 */
    readonly range?: number;
    readonly signal?: AbortSignal;
}
export interface Evaluation {
    readonly grid: string;
    readonly fidelity?: Fidelity;
    readonly against?: AgainstInput;
}
/** Against the truth. */
export interface Fidelity {
    readonly voxels: number;
    readonly range: number;
    readonly psnr: number;
    /** Mean of the slices' own PSNR. */
    readonly psnrOfSlices: number;
    readonly rmse: number;
    /** Mean over slices; absent where no window of 11 x 11 pixels is measured. */
    readonly ssim?: number;
    /** Power above `above` cycles per pixel over the truth's, dB: 0 is right, negative is too smooth. Absent where a slice has padding. */
    readonly detail?: {
        readonly decibels: number;
        readonly above: number;
    };
    readonly noise: {
        readonly result: Noise;
        readonly reference: Noise;
    };
}
/** Against what it was made from, both on the input's grid: `after` is the result with its added k-space taken away. */
export interface AgainstInput {
    readonly scales: readonly [rows: number, columns: number];
    readonly slices: number;
    readonly consistency: Consistency;
    readonly noise: {
        readonly before: Noise;
        readonly after: Noise;
    };
}
/** |A result - input| / |input|, root mean squares over measured voxels; 0 where the measured band of k-space is untouched. */
export interface Consistency {
    readonly relative: number;
    readonly worstSlice: number;
}
/** SNR and CNR only where a foreground of two tissues was found. */
export interface Noise extends Partial<Omit<SignalOverNoise, "noise">> {
    readonly sigma: number;
    readonly verdict: NoiseEstimate["verdict"];
}
/** Measures a result. Throws bad-input where the grids do not fit, bad-option where there is nothing to compare with. */
export declare function evaluate(result: Volume, { reference, low, range, signal }: EvaluateOptions): Promise<Evaluation>;
