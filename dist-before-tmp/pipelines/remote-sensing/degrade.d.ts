import { type KernelRecord } from "../../shared/degradation/blind.js";
import { type KernelOption } from "./kernel.js";
/** Standard deviation of the noise: in the bands' own numbers, or as a share of their range. */
export type NoiseOption = {
    readonly kind: "absolute";
    readonly sigma: number;
} | {
    readonly kind: "share";
    readonly share: number;
};
export interface DegradeOptions {
    readonly input: string;
    readonly output: string;
    readonly scale: number;
    readonly kernel: DegradeKernel;
    readonly noise: NoiseOption;
    readonly seed: number;
    readonly overwrite: boolean;
}
/** none: bicubic decimation alone. */
export type DegradeKernel = Exclude<KernelOption, {
    kind: "auto";
}> | {
    readonly kind: "random";
} | {
    readonly kind: "none";
};
/** What was done to the scene, enough to do it again; written beside the output, and readable by --kernel. */
export interface DegradeRecord {
    readonly size: number;
    readonly data: readonly number[];
    readonly source: string;
    readonly output: string;
    readonly scale: number;
    readonly kernel: KernelRecord | {
        readonly kind: "none";
    };
    /** Of each band, in its own numbers. */
    readonly noise: readonly number[];
    readonly seed: number;
}
export declare function parseDegradeKernel(text: string): DegradeKernel;
/** `12.5`: the bands' own numbers. `5/255`: that share of the range. */
export declare function parseNoise(text: string): NoiseOption;
/**
 * A low-resolution scene by the blind chain of the training, with a known kernel: blur, antialiased bicubic decimation,
 * Gaussian noise addressed by place; window by window. Pixels grow by `scale` in the georeference, type and nodata stay; an LR
 * pixel is measured where its whole cell is. Writes the output and `<output>.kernel.json`.
 */
export declare function degradeScene(options: DegradeOptions, signal?: AbortSignal): Promise<DegradeRecord>;
