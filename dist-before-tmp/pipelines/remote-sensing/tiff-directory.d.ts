import type { RestorationError } from "../../shared/errors.js";
import type { RawTag } from "./raster.js";
import type { ByteSource } from "./tiff-source.js";
/** TIFF 6.0 and BigTIFF directories, read with limits: the file is not trusted. */
/** Bytes per value of each field type; 0 = unknown. */
export declare const typeBytes: readonly [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
declare const typeOf: {
    readonly ascii: 2;
    readonly short: 3;
    readonly long: 4;
    readonly rational: 5;
    readonly double: 12;
    readonly long8: 16;
};
export { typeOf as fieldType };
export interface Directory {
    has(tag: number): boolean;
    /** Every value of a numeric field (rationals as quotients), or undefined where it is absent. */
    numbers(tag: number): Promise<Float64Array | undefined>;
    /** A field of exactly one value. */
    number(tag: number): Promise<number | undefined>;
    text(tag: number): Promise<string | undefined>;
    raw(tag: number): Promise<RawTag | undefined>;
}
export interface TiffHeader {
    readonly littleEndian: boolean;
    readonly big: boolean;
    readonly directories: readonly Directory[];
}
export declare function damaged(name: string, want: string, got: unknown): RestorationError;
export declare function readHeader(source: ByteSource, signal?: AbortSignal): Promise<TiffHeader>;
/** Reverses the bytes of every `width`-byte value in place. */
export declare function swapBytes(bytes: Uint8Array, width: number): Uint8Array;
