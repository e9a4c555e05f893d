import type { DataSet } from "dicom-parser";
import type { ByteSource } from "./byte-source.js";
/** The data set of one file up to its pixels. */
export interface Header {
    readonly dataSet: DataSet;
    readonly transferSyntax: string;
    /** Absent where the object has no pixels, or where `enough` ended the reading before them. */
    readonly pixels?: PixelElement;
}
/** Where the value of PixelData lies. */
export interface PixelElement {
    /** In the file; in the inflated data set where the transfer syntax deflates. */
    readonly offset: number;
    /** Undefined for encapsulated pixels, whose fragments say it. */
    readonly length: number | undefined;
    readonly vr: string | undefined;
    /** Bytes of the file or of the inflated data set. */
    readonly end: number;
    /** Where the deflated part of the file begins, for the transfer syntax that has one. */
    readonly deflatedFrom?: number;
}
/** How many bytes at the start tell whether a file is DICOM. */
export declare const sniffed = 140;
export declare function looksLikeDicom(start: Buffer): boolean;
/**
 * Parses the header without its pixels. `enough` sees what was parsed of a header that goes on behind the bytes read so far,
 * and may end the reading there. Undefined for a file that is not DICOM; throws Unreadable for DICOM that is damaged.
 */
export declare function readHeader(file: ByteSource, enough?: (partial: DataSet) => boolean): Promise<Header | undefined>;
