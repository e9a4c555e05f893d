import type { Kernel } from "../../shared/degradation/kernel.js";
/** A kernel's size and direction by its second moments: those of the Gaussian that is as wide. */
export interface KernelShape {
    /** HR pixels; sigma1 >= sigma2. */
    readonly sigma1: number;
    readonly sigma2: number;
    /** Of sigma1's axis, degrees from the column axis towards increasing rows, in (-90, 90]. */
    readonly angle: number;
    /** Centre of mass against the middle pixel, HR pixels. */
    readonly dx: number;
    readonly dy: number;
}
export declare function kernelShape({ size, data }: Kernel): KernelShape;
/** The grid as characters, darkest for the largest value; rows and columns that hold nothing visible are cut, evenly on all sides. */
export declare function kernelText({ size, data }: Kernel): string;
/** The kernel as a gray picture, 0 black and its peak white, each value a square of `zoom` pixels. */
export declare function kernelPng({ size, data }: Kernel, { zoom }?: {
    zoom?: number;
}): Promise<Buffer>;
