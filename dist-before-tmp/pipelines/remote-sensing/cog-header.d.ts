import type { CogLayout } from "./cog-layout.js";
/** Bytes of one level's blocks, row-major; 0 = sparse. `mask` is empty where the file has none. */
export interface BlockSizes {
    readonly image: Float64Array;
    readonly mask: Float64Array;
}
/** Each block is preceded by its size and followed by its last four bytes (GDAL's COG layout). */
export declare const leaderBytes = 4;
export declare const trailerBytes = 4;
/**
 * Everything before the pixels: header, GDAL's structural hints, all directories (full resolution first, each followed by
 * its mask). The blocks then follow in the order smallest overview to full resolution, row-major, a mask block right
 * behind its image block. BigTIFF where an offset would not fit otherwise.
 */
export declare function cogHeader(layout: CogLayout, sizes: readonly BlockSizes[], bigTiff?: "auto" | "always"): {
    readonly bytes: Uint8Array;
    readonly fileBytes: number;
};
