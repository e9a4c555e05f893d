import type { RestoreOptions } from "./options.js";
import type { Fingerprint } from "./report.js";
/** What a result is made from. */
export interface Ingredients {
    /** SHA-256 of the photograph's file. */
    readonly input: string;
    /** Path of the result: its extension names the format. */
    readonly photo: string;
    readonly options: RestoreOptions;
    /** `device` is unknown until they are opened. */
    readonly models: readonly {
        readonly id: string;
        readonly hash: string;
        readonly device?: string;
    }[];
    readonly detector?: {
        readonly sha256: string;
        readonly device?: string;
    };
}
/** What the bytes depend on. Paths, threads, other photographs and the order of the work are not among them. */
export declare function fingerprintOf({ input, photo, options, models, detector }: Ingredients): Fingerprint;
/**
 * SHA-256 (hex) of a fingerprint, whether or not it tells devices: those are found where the work is done, and a job is named
 * before. A device that was asked for by name counts, and so does whether a page is wanted.
 */
export declare function keyOf(fingerprint: Fingerprint, { device, report }: Pick<RestoreOptions, "device" | "report">): string;
/** The devices that a result was made on. */
export declare function devicesIn(fingerprint: Fingerprint): string[];
