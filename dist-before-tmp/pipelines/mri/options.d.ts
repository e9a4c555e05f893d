import { type Preset } from "../../shared/runtime/presets.js";
import { type Deidentify } from "./deidentify/options.js";
import { outputSyntaxes, type OutputSyntax } from "./dicom/write-series.js";
import type { Stack } from "./study.js";
export { outputSyntaxes, type OutputSyntax };
export declare const methodNames: readonly ["r2d2plus", "disc-diff", "srdiff", "regression", "zero-fill"];
export type MethodName = (typeof methodNames)[number];
/** As typed on the command line; every name is the flag's. */
export interface RawRestoreOptions {
    readonly output?: string;
    readonly method?: string;
    readonly model?: string;
    readonly scale?: string;
    readonly denoise?: string;
    readonly sigma?: string;
    readonly alpha?: string;
    readonly preset?: string;
    readonly samples?: string;
    readonly series?: string;
    readonly reference?: string;
    readonly throughPlane?: string;
    readonly seed?: string;
    readonly device?: string;
    readonly threads?: string;
    readonly transferSyntax?: string;
    readonly keepPrivate?: boolean;
    readonly deidentify?: string;
    readonly retain?: string;
    readonly dateShift?: string;
    readonly deidentifyKey?: string;
    readonly createKey?: boolean;
    readonly uidMap?: string;
    readonly resume?: boolean;
    readonly overwrite?: boolean;
    readonly report?: boolean;
}
/** Names of RawRestoreOptions, with and without a value. */
export declare const valueNames: readonly ["output", "method", "model", "scale", "denoise", "sigma", "alpha", "preset", "samples", "series", "reference", "throughPlane", "seed", "device", "threads", "transferSyntax", "deidentify", "retain", "dateShift", "deidentifyKey", "uidMap"];
export declare const flagNames: readonly ["keepPrivate", "createKey", "resume", "overwrite", "report"];
/** One run: the parsed command line, and the payload of a job. */
export interface RestoreOptions {
    /** Folder for the results; made where there is none. */
    readonly output: string;
    readonly method: MethodName;
    /** Folder of the method's model; undefined for the one that comes with it. */
    readonly model?: string;
    /** In-plane factor; 1 denoises only. */
    readonly scale: 1 | 2 | 3 | 4;
    readonly denoise: "auto" | "off";
    /** Standard deviation of the noise as a share of the volume's 99.5th percentile; undefined to estimate it. */
    readonly sigma?: number;
    /** Extent of denoising: 1 as far as the noise estimate says. */
    readonly alpha: number;
    readonly preset: Preset;
    readonly samples: number;
    /** Series numbers or keys; undefined for all that can be restored. */
    readonly series?: readonly string[];
    /** "auto" to find it, "none" for the single-contrast branch, else a series number or a key. */
    readonly reference: string;
    /** Factor between slices. */
    readonly throughPlane: number;
    readonly seed: number;
    readonly device: string;
    readonly threads?: number;
    readonly transferSyntax: OutputSyntax;
    /** With `deidentify`: those of its private elements that are safe. */
    readonly keepPrivate: boolean;
    readonly deidentify?: Deidentify;
    /** File of the secret; undefined for that of the environment. */
    readonly deidentifyKey?: string;
    readonly uidMap?: string;
    readonly resume: boolean;
    readonly overwrite: boolean;
    /** Whether a page of pictures is written beside the results. */
    readonly report: boolean;
}
export declare const defaults: {
    readonly method: "srdiff";
    readonly scale: 2;
    readonly alpha: 1;
    readonly preset: "fidelity";
    readonly samples: 1;
    readonly reference: "auto";
    readonly throughPlane: 1;
    readonly seed: 0;
    readonly device: "auto";
    readonly transferSyntax: "explicit";
};
/** Throws bad-option for what cannot be done, and for what would be ignored. `input` only names the default output. */
export declare function parseRestoreOptions(input: string, raw?: RawRestoreOptions): RestoreOptions;
export declare const outputSuffix = "_mri-sr";
/** study -> study_mri-sr, scan.nii.gz -> scan_mri-sr; de-identified, a name that follows from the path and the secret. */
export declare function outputName(input: string, { deidentify, deidentifyKey }?: Pick<RawRestoreOptions, "deidentify" | "deidentifyKey">): string;
/** `4` (every group of series 4), `3f2a9c01` (one group by its key) and lists of them. */
export declare function parseSeries(text: string, flag?: string): string[];
/** The stacks that --series (`flag`) names, in the study's order; all of them where it is not given. Throws bad-option for a name of none. */
export declare function chosenStacks(stacks: readonly Stack[], series: readonly string[] | undefined, flag?: string): Stack[];
