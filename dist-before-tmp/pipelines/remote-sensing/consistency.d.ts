import { type Decimation } from "../../shared/degradation/decimate.js";
import type { Kernel } from "../../shared/degradation/kernel.js";
import type { LinearOperator } from "../../shared/degradation/operator.js";
import { type Tensor } from "../../shared/tensor/tensor.js";
import type { BandStatistics } from "./statistics.js";
/**
 * Range-null decomposition with a tolerance: out + A'(A A' + lambda I)^-1 e, where e is what y - A out has beyond the
 * tolerance (DDNM, Wang et al. 2023, with the feasible set |A x - y| <= tolerance in place of A x = y, so that the
 * measurement's own noise and rounding are not written into the result).
 */
export interface Consistency {
    readonly operator: Decimation;
    readonly lambda: number;
    /** Input pixels beyond which a correction is not felt: less than 1/255 of the range on all but a few pixels in 100,000. */
    readonly range: number;
}
/** A: correlation with the kernel and bicubic decimation; bicubic decimation alone where no kernel is known. As exact as the bands ask for. */
export declare function consistency(kernel: Kernel | undefined, scale: number, bands?: readonly BandStatistics[]): Consistency;
/**
 * Deviations of the noise within which a measurement is met. The true scene is to be allowed: of Gaussian noise 99.7 % lie within
 * three deviations, but only 68 % within one, and whoever holds every sample to one writes the noise of the others into the result
 * (that cost 0.2 to 0.6 dB on the validation pairs).
 */
export declare const NOISE_DEVIATIONS = 3;
/** Largest |A(out) - y| that counts as agreement, in the band's own numbers: three deviations of its noise, but at least its rounding. */
export declare function agreement({ noise, quantum }: BandStatistics): number;
/** Root mean square of A(truth) - y that the band's noise and rounding make: what the residual's is to be compared with. */
export declare function expectedResidual({ noise, quantum }: BandStatistics): number;
/** In model range. */
export interface Limits {
    /** The agreement, less what rounding the output will add: nothing is corrected while all pixels are within. */
    readonly bound: number;
    /** To where it is corrected. */
    readonly limit: number;
    /** How exactly a correction is solved for. */
    readonly tolerance: number;
}
export declare function limits(statistics: BandStatistics, scale: number): Limits;
/**
 * One band: x [1, 1, s*h, s*w] corrected towards y [1, 1, h, w] where `trusted`; model range. What the corrections do to A x
 * is followed on the input's grid, so that the output's is gone over twice, however many there are.
 */
export declare function correct(x: Tensor, y: Tensor, trusted: Uint8Array, { bound, limit, tolerance }: Limits, { operator, lambda }: Consistency): Tensor;
/** |A(out) - y| of one band over valid pixels whose support is valid and not clamped; in the band's own numbers. */
export interface Residual {
    readonly count: number;
    readonly max: number;
    readonly sumOfSquares: number;
    readonly within: number;
    /** Pixels left out because a clamped output pixel lies in their support. */
    readonly clamped: number;
}
export declare const noResidual: Residual;
export declare function joined(a: Residual, b: Residual): Residual;
export interface Plane {
    readonly row: number;
    readonly col: number;
    readonly height: number;
    readonly width: number;
}
/**
 * One band of the finished image: x [1, 1, s*h, s*w] in model range, y [1, 1, h, w], measured over `inner` (input pixels of
 * y). `clamped` marks input pixels whose cell holds a clamped output pixel; `reach` is the operator's reach in input pixels.
 */
export declare function residual(x: Tensor, y: Tensor, masks: {
    readonly valid: Uint8Array;
    readonly clamped: Uint8Array;
}, { inner, reach, statistics, operator }: {
    inner: Plane;
    reach: number;
    statistics: BandStatistics;
    operator: LinearOperator;
}): Residual;
/** 1 within `reach` pixels (a square) of a 1. */
export declare function dilated(mask: Uint8Array, width: number, height: number, reach: number): Uint8Array;
