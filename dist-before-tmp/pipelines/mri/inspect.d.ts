import { type RestoreOptions } from "./options.js";
import type { LeftOut, Stack, Study } from "./study.js";
/** What a study holds and what a run would do with it. Numbers and controlled terms only, no text of the files. */
export interface Inspection {
    readonly stacks: readonly InspectedStack[];
    readonly leftOut: readonly LeftOut[];
}
export interface InspectedStack {
    readonly key: string;
    readonly seriesNumber?: number;
    readonly label: string;
    readonly format: Stack["format"];
    readonly grid: string;
    /** "uint16, 12 bits" */
    readonly stored: string;
    /** "restored", or why not. */
    readonly outcome: "restored" | "not chosen";
    readonly plan: string;
    /** Bytes of the result's voxels as they are stored. */
    readonly bytes: number;
}
export type InspectOptions = Pick<RestoreOptions, "series" | "scale" | "throughPlane" | "denoise" | "method" | "reference">;
/** Throws bad-option where `options` names a series that is not there. */
export declare function inspect(study: Study, options: InspectOptions): Inspection;
/** A table for a person. */
export declare function inspectionText({ stacks, leftOut }: Inspection): string;
