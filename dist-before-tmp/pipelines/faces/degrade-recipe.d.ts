import { type FaceDegradation } from "../../shared/degradation/face-chain.js";
import { type Turbulence } from "../../shared/degradation/turbulence.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
export declare const severityNames: readonly ["mild", "medium", "severe"];
export type Severity = (typeof severityNames)[number];
/** Fixed parameters inside the ranges of the training. */
export declare const severities: {
    readonly blind: Readonly<Record<Severity, Required<FaceDegradation>>>;
    readonly turbulence: Readonly<Record<Severity, Turbulence>>;
};
/** What is to be done: every parameter left out is the severity's, or without one drawn by the seed. Lengths are pixels of a face of 256. */
export type Recipe = (({
    readonly kind: "blind";
} & Partial<FaceDegradation>) | ({
    readonly kind: "turbulence";
} & Partial<Turbulence>)) & {
    readonly severity?: Severity;
    readonly seed: number;
};
export interface DegradeOptions {
    /** Side that a face of the photograph has, in its pixels, or would have in the template's crop. @default 256 */
    readonly faceSide?: number;
    /** Leaves the result at the small size that shrinking made, instead of enlarging it again. */
    readonly keepSmall?: boolean;
    readonly signal?: AbortSignal;
}
/** What was done, enough to do it again: lengths in pixels of a face of 256, noise in 8-bit levels, angles in degrees. */
export interface DegradeRecord {
    readonly kind: Recipe["kind"];
    readonly severity?: Severity;
    readonly seed: number;
    readonly faceSide: number;
    readonly sigma?: readonly [number, number];
    readonly angle?: number;
    readonly quality?: number;
    readonly tilt?: number;
    readonly correlation?: number;
    readonly blur?: number;
    readonly scale: number;
    readonly noise: number;
    /** Before it was enlarged again. */
    readonly small: {
        readonly width: number;
        readonly height: number;
    };
}
/**
 * x [1, 3 or 1, h, w] in 0..1, degraded, of the same size unless `keepSmall`; not clamped, as the networks get it. Parameters, noise and
 * fields draw from streams of their own: giving one parameter does not change the others.
 */
export declare function degradeTensor(x: Tensor, recipe: Recipe, { faceSide, keepSmall, signal }?: DegradeOptions): Promise<{
    image: Tensor;
    record: DegradeRecord;
}>;
