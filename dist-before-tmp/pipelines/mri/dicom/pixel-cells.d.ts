import type { DataSet } from "dicom-parser";
import type { LeaveOut } from "./classify.js";
import type { PixelElement } from "./header.js";
import type { TransferSyntax } from "./transfer-syntax.js";
/** How the pixels of an object are stored (PS3.3 C.7.6.3) and where they lie. */
export interface PixelCells {
    readonly syntax: TransferSyntax;
    readonly element: PixelElement;
    readonly frames: number;
    readonly rows: number;
    readonly columns: number;
    readonly allocated: 8 | 16;
    /** BitsStored: what lies above is no part of the value. */
    readonly stored: number;
    /** Bits below the value: HighBit + 1 - BitsStored. */
    readonly shift: number;
    readonly signed: boolean;
    /** Kept for the writer; values stay as they are stored, so MONOCHROME1 stays inverted for display only. */
    readonly photometric: "MONOCHROME1" | "MONOCHROME2";
    /** PixelPaddingValue and PixelPaddingRangeLimit: stored values between them, both included, were not measured. */
    readonly padding?: readonly [low: number, high: number];
    /** ExtendedOffsetTable, where it stands in the header. */
    readonly extendedOffsets?: {
        readonly offsets: readonly number[];
        readonly lengths: readonly number[];
    };
}
export declare function pixelCells(dataSet: DataSet, syntaxUid: string, element: PixelElement): PixelCells | LeaveOut;
/** What can be known of the pixels without decoding them. */
export declare function leaveOutPixels({ syntax, element, frames, rows, columns, allocated }: PixelCells): LeaveOut | undefined;
