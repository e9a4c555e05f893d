import type { Kernel } from "../../shared/degradation/kernel.js";
import type { Scene, Window } from "./raster.js";
import { type BandStatistics } from "./statistics.js";
/** What the low resolution says about a result; A = blur + antialiased bicubic decimation. */
export interface LowFigures {
    /** |A(result) - LR| over valid LR pixels: largest and root mean square per band in its numbers, and the share of all within three deviations of the band's noise or half a step. */
    readonly consistency: {
        readonly max: readonly number[];
        readonly rms: readonly number[];
        readonly share: number;
    };
    /** Mean |A(result) - LR| over the range. */
    readonly reflectance: number;
    /** Mean angle between A(result) and LR, degrees; absent for a single band. */
    readonly spectral?: number;
    /** Length of the shift of A(result) against LR, LR pixels; absent where nothing can be matched. */
    readonly spatial?: number;
    readonly shift?: {
        readonly dx: number;
        readonly dy: number;
    };
    /** Mean |result - enlarged LR| over the range. */
    readonly synthesis: number;
    readonly hallucination: number;
    readonly omission: number;
    readonly improvement: number;
    /** Distances above this, over the range, count as detail. */
    readonly detailThreshold: number;
}
/** The 75th percentile of the mean over bands of |HR - enlarged LR|, in the bands' own numbers. */
export declare function detailThreshold(reference: Scene, low: Scene, bands: readonly number[], signal?: AbortSignal): Promise<number>;
interface Setup {
    readonly low: Scene;
    readonly bands: readonly number[];
    readonly range: number;
    readonly scale: number;
    readonly kernel?: Kernel;
    /** In the bands' own numbers. */
    readonly threshold: number;
}
/** Sums over windows of everything that needs the low resolution. */
export declare class LowComparison {
    #private;
    readonly setup: Setup;
    readonly statistics: readonly BandStatistics[];
    private constructor();
    static open(setup: Setup): Promise<LowComparison>;
    /** `window` in HR pixels, its corner on the LR grid. */
    add({ reference, input, window, signal }: {
        reference: Scene;
        input: Scene;
        window: Window;
        signal?: AbortSignal;
    }): Promise<void>;
    get figures(): LowFigures;
}
export {};
