import { type Device } from "../../shared/runtime/device.js";
import type { Knobs } from "./methods/method.js";
import { methodNames, type MethodName } from "./models.js";
import type { PhotoFormat } from "./photo.js";
export { methodNames, type MethodName };
export declare const photoFormats: readonly ["jpeg", "png", "webp", "tiff", "avif"];
/** As typed on the command line; every name is the flag's. */
export interface RawRestoreOptions {
    readonly output?: string;
    readonly method?: string;
    readonly preset?: string;
    readonly aligned?: boolean;
    readonly upscale?: string;
    readonly only?: string;
    readonly minSize?: string;
    readonly samples?: string;
    readonly start?: string;
    readonly eta?: string;
    readonly removal?: string;
    readonly lowPass?: string;
    readonly tau?: string;
    readonly seed?: string;
    readonly model?: string;
    readonly prior?: string;
    readonly regression?: string;
    readonly device?: string;
    readonly threads?: string;
    readonly quality?: string;
    readonly format?: string;
    readonly resume?: boolean;
    readonly overwrite?: boolean;
    readonly report?: boolean;
}
/** Of `bfr detect`. */
export interface RawDetectOptions {
    readonly output?: string;
    readonly minSize?: string;
    readonly device?: string;
    readonly threads?: string;
    readonly overwrite?: boolean;
}
/** Of `bfr detect`: the copies' place, undefined for none. */
export type DetectOptions = Pick<RestoreOptions, "output" | "minSize" | "device" | "threads" | "overwrite">;
/** Which faces of a photograph are restored: a number is a place in the list of `bfr detect`, from 1. */
export type Only = "all" | "largest" | number;
/** One run: the parsed command line, and the payload of a job. */
export interface RestoreOptions {
    /** File, for one input, or folder; undefined for results beside their photographs. */
    readonly output?: string;
    readonly method: MethodName;
    /** Folder or id of the method's model; undefined for the one that comes with it. */
    readonly model?: string;
    /** The same for the prior and the regression network that other methods use. */
    readonly prior?: string;
    readonly regression?: string;
    readonly knobs: Knobs;
    /** The inputs are aligned crops: nothing is looked for, and 256 x 256 pixels come out. */
    readonly aligned: boolean;
    readonly upscale: 1 | 2 | 4;
    readonly only: Only;
    /** Smallest side of the aligned square that is restored, in pixels of the photograph. */
    readonly minSize: number;
    readonly samples: number;
    readonly seed: number;
    readonly device: Device;
    readonly threads?: number;
    /** 1..100, for formats with a loss. */
    readonly quality?: number;
    /** Undefined for the input's. */
    readonly format?: PhotoFormat;
    readonly resume: boolean;
    readonly overwrite: boolean;
    /** Whether a page of pictures is written beside each result. */
    readonly report: boolean;
}
export declare const defaults: {
    readonly method: "difface";
    readonly preset: "balanced";
    readonly upscale: 1;
    readonly only: "all";
    readonly minSize: 40;
    readonly samples: 1;
    readonly seed: 0;
    readonly device: "auto";
};
/** Throws bad-option for what cannot be done, and for what would be ignored. */
export declare function parseRestoreOptions(raw?: RawRestoreOptions): RestoreOptions;
export declare function parseDetectOptions({ output, minSize, device, threads, overwrite }?: RawDetectOptions): DetectOptions;
