import type { PixelCells } from "./pixel-cells.js";
/** Stored values of one frame, [rows, columns], before slope and intercept. */
export type StoredValues = Int16Array | Uint16Array;
/**
 * One frame from its bytes: unpacked, bits above and below the value removed, sign extended from BitsStored (PS3.5 8.1.1).
 * Throws a plain Error in words that are safe to print where the bytes are damaged or need a decoder that is missing.
 */
export declare function decodeFrame(bytes: Buffer, cells: PixelCells): Promise<StoredValues>;
/** Refuses what needs a missing decoder from the first bytes of a frame; undefined where it can be decoded. */
export declare function missingDecoder(start: Buffer, { syntax }: PixelCells): string | undefined;
