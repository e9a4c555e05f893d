import type { DataSet } from "dicom-parser";
import type { LeaveOut } from "./classify.js";
import type { Frame } from "./frame.js";
import type { Header } from "./header.js";
import type { PixelCells } from "./pixel-cells.js";
/** One DICOM image object: everything of its header that grouping, ordering and decoding need, and no pixels. */
export interface Image {
    readonly file: string;
    readonly sopClassUid: string;
    readonly sopInstanceUid: string;
    readonly seriesUid: string;
    readonly seriesNumber?: number;
    readonly frameOfReference?: string;
    /** Controlled term of the sequence, for labels. */
    readonly sequence?: string;
    /** MRAcquisitionType 3D: slices come from k-space, not from a slice profile. */
    readonly volumetric?: true;
    readonly cells: PixelCells;
    readonly frames: readonly Frame[];
}
/** An object without frames to restore, with what is known of its series. */
export interface Unusable {
    readonly seriesNumber?: number;
    readonly seriesUid?: string;
    readonly leaveOut: LeaveOut;
}
/** Ends the reading of a long header of an object that is left alone anyway. */
export declare function isLeftAlone(partial: DataSet): boolean;
/** Throws Unreadable where a value lies outside the file. */
export declare function imageOf(file: string, { dataSet, transferSyntax, pixels }: Header): Image | Unusable;
