import { type Kernel } from "../../shared/degradation/kernel.js";
import type { Model } from "../../shared/runtime/model.js";
import type { Region } from "../../shared/tiles/lattice.js";
import type { Prepared } from "./prepare.js";
/** auto: predicted where a kernel model is at hand; else given by its Gaussian parameters or a file. Angles in degrees here. */
export type KernelOption = {
    readonly kind: "auto";
} | {
    readonly kind: "gaussian";
    readonly sigma1: number;
    readonly sigma2: number;
    readonly angle: number;
} | {
    readonly kind: "file";
    readonly path: string;
};
/** `auto`, `gaussian:s1,s2,angle` (output pixels, degrees from the column axis towards increasing rows), or a path. */
export declare function parseKernel(text: string): KernelOption;
/** The kernel that the user gave, 25 x 25; undefined for auto. */
export declare function givenKernel(option: KernelOption): Promise<Kernel | undefined>;
/** JSON `{ "size": n, "data": [n*n numbers] }` or n lines of n numbers, n odd and at most 25. */
export declare function readKernel(text: string, name: string): Kernel;
/** How a model's code becomes a kernel: normalise((mean + sum_i code_i basis_i)^2). */
export interface KernelBasis {
    readonly size: number;
    readonly mean: readonly number[];
    readonly basis: readonly (readonly number[])[];
}
/** The model's table "kernel-basis". Throws bad-model where it is missing or has another shape. */
export declare function readKernelBasis(model: Model): Promise<KernelBasis>;
export declare function decodeKernel({ mean, basis }: KernelBasis, code: ArrayLike<number>): Kernel;
export interface KernelPrediction {
    readonly kernel: Kernel;
    /** Places that voted, in input pixels, those with the strongest gradients first. */
    readonly regions: readonly Region[];
    /** Mean correlation of the votes with the result: 1 where all agree. */
    readonly agreement: number;
}
/**
 * DDSR's first diffusion: a kernel code for each of several windows of the scene, by 10 DDIM steps from placed noise. The
 * scene's kernel is the median of the votes, element by element. Undefined where no window is valid.
 */
export declare function predictKernel(model: Model, { prepared, scale, seed, signal }: {
    prepared: Prepared;
    scale: number;
    seed: number;
    signal?: AbortSignal;
}): Promise<KernelPrediction | undefined>;
