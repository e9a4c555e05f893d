import { type Tensor } from "../tensor/tensor.js";
import { type Alignment } from "./kspace-line.js";
import { type LinearOperator } from "./operator.js";
export type { Alignment } from "./kspace-line.js";
export interface KspaceOptions {
    /** Default corner: sample s*i of the full-size image lies on sample i of the small one. */
    readonly alignment?: Alignment;
    /**
     * What lies beyond an edge. Default periodic, as in an image made from k-space; mirror (with center alignment) is for an axis
     * that was not, and then drops a line's cosine transform rather than its Fourier transform.
     */
    readonly boundary?: "periodic" | "mirror";
}
/** A = P sampled at every s-th pixel, P the ideal low-pass at the small grid's Nyquist frequency; A^+ is zero-filling. */
export interface KspaceTruncation extends LinearOperator {
    /** The larger of `scales`. */
    readonly scale: number;
    readonly scales: readonly [rows: number, columns: number];
    /** P x = A^+ A x, the part that the small image tells of. */
    lowPass(x: Tensor): Tensor;
    /** `apply` and `pseudoInverse`, letting other events in between. */
    applyInParts(x: Tensor): Promise<Tensor>;
    pseudoInverseInParts(y: Tensor): Promise<Tensor>;
}
/**
 * In-plane truncation of k-space (Mao et al. 2023; design.md 5): of [n, c, s*h, s*w] the frequencies |k| < h/2, |k| < w/2, and of an
 * even size's Nyquist pair the symmetric part. A A^+ = I exactly, A^+ A = P is an orthogonal projection.
 */
export declare function kspaceTruncate(scale: number | readonly [rows: number, columns: number], { alignment, boundary }?: KspaceOptions): KspaceTruncation;
interface Size {
    readonly height: number;
    readonly width: number;
}
/** Crops or zero-fills the k-space of every plane to any size, sample 0 staying where it is; values keep their scale. */
export declare function kspaceResize(x: Tensor, size: Size): Tensor;
/** `kspaceResize`, letting other events in between. */
export declare function kspaceResizeInParts(x: Tensor, size: Size): Promise<Tensor>;
/** The ideal low-pass that keeps `rows` x `columns` of k-space (whole, at most the image's own): an orthogonal projection. */
export declare function idealLowPass(x: Tensor, { rows, columns }: {
    readonly rows: number;
    readonly columns: number;
}): Tensor;
/** `idealLowPass`, letting other events in between. */
export declare function idealLowPassInParts(x: Tensor, { rows, columns }: {
    readonly rows: number;
    readonly columns: number;
}): Promise<Tensor>;
