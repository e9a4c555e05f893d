import type { Derived } from "../study.js";
import type { Dated } from "./write-clock.js";
import type { Dataset } from "./write-dataset.js";
/** Transfer syntaxes a result may be written in. */
export declare const outputSyntaxes: readonly ["explicit", "implicit", "deflated", "rle", "jpeg-ls", "jpeg-2000", "htj2k"];
export type OutputSyntax = (typeof outputSyntaxes)[number];
export interface WriteSeriesOptions {
    /** Exists, is empty; the caller gives it its final name. */
    readonly folder: string;
    /** Default "explicit": explicit little-endian, uncompressed. The compressed ones are lossless. */
    readonly transferSyntax?: OutputSyntax;
    /** Private elements describe the source's pixels and may name the patient: dropped by default. */
    readonly keepPrivate?: boolean;
    /** Series, content and contribution date and time. Default "now". */
    readonly dated?: Dated;
    /** What is taken of a source object; the study's UIDs are then those that it gives. */
    readonly mask?: (dataset: Dataset) => Dataset;
    readonly signal?: AbortSignal;
}
/**
 * Writes a derived DICOM series of the source's SOP class: one object for each slice, or one multi-frame object. Geometry is
 * that of `derived.volume`; values are stored with the source's slope, intercept and bits. UIDs follow from the source and the
 * provenance, so that the same result has the same names. Text of the source keeps its bytes and its character set.
 * Throws RestorationError "bad-input" (a source file changed or vanished), "bad-option" (samples that the transfer syntax
 * cannot hold), "no-space".
 */
export declare function writeSeries(derived: Derived, options: WriteSeriesOptions): Promise<{
    readonly files: readonly string[];
    readonly seriesUid: string;
}>;
