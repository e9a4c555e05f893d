import type { Dataset } from "./write-dataset.js";
/** An object as its file says it, without meta information and pixels. */
export interface SourceObject {
    readonly dataset: Dataset;
    readonly transferSyntax: string;
    /** What the pixels take up in the file. */
    readonly pixelBytes: number;
}
/** Reads all attributes of a file again at the time of writing; the bytes of values stay what they are. Throws Unreadable. */
export declare function readSource(file: string): Promise<SourceObject>;
/** A whole object, its pixels as they stand in the file; undefined for a file that is no DICOM image. Throws Unreadable. */
export declare function readWithPixels(file: string): Promise<SourceObject | undefined>;
/** The VR that an implicit data set leaves out, from the standard's dictionary; private elements are unknown but for their creators. */
export declare function standardVr(tag: number, signed: boolean): string;
