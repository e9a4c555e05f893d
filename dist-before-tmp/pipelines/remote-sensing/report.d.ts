import type { Model } from "../../shared/runtime/model.js";
import type { Versions } from "../../shared/report/versions.js";
import type { Findings, Fingerprint } from "./journal.js";
import { type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
import type { SceneResult } from "./scene-run.js";
/** report.json of `rsr tile`: what was done, with what, and how well the result agrees with the input. */
export interface TileReport {
    readonly input: {
        readonly source: string;
        readonly identity: string;
        readonly width: number;
        readonly height: number;
        readonly sampleType: string;
    };
    readonly output: {
        readonly path: string;
        readonly width: number;
        readonly height: number;
        readonly bytes: number;
        readonly deviation?: string;
    };
    readonly options: Fingerprint;
    readonly model?: {
        readonly id: string;
        readonly version: string;
        readonly sha256: string;
        readonly device: string;
        readonly threads: number;
        readonly notes: readonly string[];
    };
    readonly versions: Versions;
    readonly bands: readonly BandReport[];
    readonly consistency: ConsistencyReport;
    readonly kernel?: NonNullable<Findings["kernel"]>;
    readonly work: {
        readonly tiles: number;
        readonly networkCalls: number;
        readonly resumed: boolean;
    };
    readonly seconds: {
        readonly prepare: number;
        readonly tiles: number;
        readonly write: number;
    };
    readonly warnings: readonly string[];
}
/** In the band's own numbers. */
export interface BandReport {
    readonly band: number;
    readonly offset: number;
    readonly gain: number;
    readonly noise: number;
    readonly residual: BandResidual;
}
/** |A(output) - input| of one band. */
export interface BandResidual {
    readonly max: number;
    readonly rms: number;
    /** Root mean square that the noise and the rounding of the input make alone. */
    readonly expected: number;
    /** max(0.5 quantisation step, three deviations of the noise), and the share of the pixels within it. */
    readonly bound: number;
    readonly within: number;
    readonly pixels: number;
    readonly clamped: number;
}
export interface ConsistencyReport {
    readonly enforced: boolean;
    /** Share of measured input pixels, over all bands, with |A(output) - input| <= max(0.5 quantisation step, three deviations of the noise). */
    readonly within: number;
    /** Root mean square of |A(output) - input| / expected over all bands: about 1 for the truth itself. */
    readonly rms: number;
}
export type ReportedModel = Pick<Model, "card" | "hash" | "device" | "threads" | "notes">;
export interface ReportParts {
    readonly options: Pick<TileOptions, "input" | "output" | "consistency">;
    readonly scene: Scene;
    readonly input: string;
    readonly window: Window;
    readonly bands: readonly number[];
    readonly model?: ReportedModel | undefined;
    readonly findings: Findings;
    readonly result: Omit<SceneResult, "cells">;
    readonly fingerprint: Fingerprint;
    readonly versions: Versions;
    readonly warnings: readonly string[];
    readonly resumed: boolean;
    readonly output: {
        readonly width: number;
        readonly height: number;
        readonly bytes: number;
    };
    readonly deviation?: string;
    readonly seconds: TileReport["seconds"];
}
export declare function reportOf({ options, scene, model, findings, result, ...p }: ReportParts): TileReport;
/** A few lines for a person. */
export declare function summary(report: TileReport): string;
