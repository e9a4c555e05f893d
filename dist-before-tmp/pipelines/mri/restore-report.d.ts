import type { Versions } from "../../shared/report/versions.js";
import type { Registration } from "./register-shift.js";
import type { NoiseFinding } from "./volume-run.js";
import type { LeftOut, Provenance } from "./study.js";
/** Everything that the bytes of a series' result depend on, by name, so that a resume can tell whether it is done. */
export type Fingerprint = Readonly<Record<string, string>>;
/** report.json of `mri-sr`: what was done with each series, with what, and how well the results agree with the input. No patient data. */
export interface StudyReport {
    /** Of the job that did it. */
    readonly key?: string;
    /** Whether there is a page of pictures. */
    readonly page?: boolean;
    readonly versions: Versions;
    readonly series: readonly SeriesReport[];
    readonly leftOut: readonly LeftOut[];
    readonly warnings: readonly string[];
    readonly seconds: number;
}
export type SeriesReport = DoneSeries | FailedSeries;
export interface DoneSeries {
    readonly key: string;
    readonly label: string;
    /** "skipped": an earlier run did it, with the same options, on the same files. */
    readonly outcome: "done" | "skipped";
    /** Below the output folder. */
    readonly folder: string;
    /** Of the standard deviation over the samples. */
    readonly deviation?: string;
    readonly fingerprint: Fingerprint;
    readonly grid: {
        readonly before: string;
        readonly after: string;
    };
    /** The value that was 1 for the networks. */
    readonly high: number;
    /** Type and bits of the result's samples. */
    readonly stored: string;
    readonly noise?: Pick<NoiseFinding, "sigma" | "share" | "verdict" | "reason" | "distribution" | "given" | "denoised" | "native">;
    readonly reference?: {
        readonly key: string;
        readonly label: string;
        readonly registration?: Registration;
    };
    readonly provenance: Provenance;
    /** A: what would have measured the input from the result. */
    readonly operator: string;
    /** Root mean square of A x - y over that of y: x as written, y the input, after denoising where that was done. */
    readonly consistency: number;
    readonly networkCalls: number;
    readonly files: number;
    readonly bytes: number;
    readonly warnings: readonly string[];
    readonly seconds: number;
}
export interface FailedSeries {
    readonly key: string;
    readonly label: string;
    readonly outcome: "failed";
    readonly problem: string;
}
/** A few lines for a person. */
export declare function summary({ series, leftOut, warnings, seconds }: StudyReport): string;
