import type { Storage } from "../study.js";
import type { Dataset } from "./write-dataset.js";
/** How samples are stored: the whole range that BitsStored and PixelRepresentation allow. */
export interface PixelForm {
    readonly bitsAllocated: 8 | 16;
    readonly bitsStored: number;
    readonly signed: boolean;
    /** Stored values that mean padding, from PixelPaddingValue to PixelPaddingRangeLimit, in growing order. */
    readonly padding?: readonly [low: number, high: number];
}
export interface StoredFrame {
    /** Little-endian cells. */
    readonly cells: Uint8Array;
    /** Of the measured voxels; the padding value where there are none. */
    readonly smallest: number;
    readonly largest: number;
}
/** The form of `stored`, with the padding of `source`. Throws a plain Error for what MR images do not have and the reader refuses. */
export declare function formOf(stored: Storage, source: Dataset, own?: Storage): PixelForm;
/**
 * real -> round((real - intercept) / slope), clamped to the stored range. Unmeasured voxels become the padding value, and a
 * measured one never does: it takes the nearest value outside the padding range.
 */
export declare function storeFrame(values: Float32Array, valid: Uint8Array | undefined, { form, slope, intercept }: {
    form: PixelForm;
    slope: number;
    intercept: number;
}): StoredFrame;
