/** One marker segment before the scan of a JPEG; `data` without marker and length. */
export interface JpegSegment {
    readonly marker: number;
    readonly data: Uint8Array;
}
/** Segments up to the first scan, and where that scan's marker stands (ITU-T T.81 annex B). */
export declare function jpegSegments(bytes: Uint8Array): {
    readonly segments: readonly JpegSegment[];
    readonly scanAt: number;
};
/** One chunk of a PNG or of a RIFF file (WebP); `whole` with everything around `data`. */
export interface Chunk {
    readonly name: string;
    readonly data: Uint8Array;
    readonly whole: Uint8Array;
}
/** Chunks in file order, to the end or to the first that does not lie in the file. */
export declare function pngChunks(bytes: Uint8Array): readonly Chunk[];
export declare function riffChunks(bytes: Uint8Array): readonly Chunk[];
/** Boxes of ISO base media (AVIF) between `from` and `to`, to the first that does not lie there. */
export declare function isoBoxes(bytes: Uint8Array, from?: number, to?: number): readonly {
    readonly name: string;
    readonly from: number;
    readonly to: number;
}[];
export declare function ascii(bytes: Uint8Array, at: number, length: number): string;
