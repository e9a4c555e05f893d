import type { CogLayout, CogOptions } from "./cog-layout.js";
import type { Spool, StoredBlocks } from "./cog-spool.js";
import type { SampleType } from "./raster.js";
export interface CreateOptions extends CogOptions {
    /** Continue the unfinished run in `<path>.part/`, if there is one. */
    readonly resume?: boolean;
    readonly overwrite?: boolean;
    /** Blocks of the full resolution that were encoded elsewhere. */
    readonly blocks?: readonly StoredBlocks[];
    /** "auto": where the file would pass 4 GiB. */
    readonly bigTiff?: "auto" | "always";
}
export interface CogWriter {
    readonly blockSize: number;
    readonly width: number;
    readonly height: number;
    readonly blocksAcross: number;
    readonly blocksDown: number;
    /** Already durable, also after a resume. */
    written(blockCol: number, blockRow: number): boolean;
    /**
     * One block, clipped at the right and lower edge of the image, per band row-major numbers and validity (1 = measured).
     * Any order; concurrent calls are fine. Rounds and clamps to the sample type, nodata where not valid.
     */
    write(blockCol: number, blockRow: number, bands: readonly (Float64Array | Float32Array)[], valid: readonly Uint8Array[]): Promise<void>;
    /** Overviews, assembly, fsync, and only then the final name. Throws where blocks are missing. */
    finish(signal?: AbortSignal): Promise<void>;
    /** Stops and keeps what is durable for a resume. */
    abort(): Promise<void>;
    /** Stops and removes everything but the output itself. */
    discard(): Promise<void>;
}
/**
 * A Cloud Optimized GeoTIFF at `path` for a scene's window: same CRS, tags and nodata, DEFLATE with predictor, overviews,
 * internal mask where the scene has one. The bytes do not depend on the order of the blocks nor on interruptions.
 * Throws RestorationError "bad-option" (output exists, unfinished run, folder) and, while writing, "no-space".
 */
export declare function createCog(path: string, options: CreateOptions): Promise<CogWriter>;
/** Blocks of the full resolution. */
export declare function countOf({ levels: [full] }: CogLayout): number;
/** What the blocks of a spool are for. */
export declare function spoolJob(layout: CogLayout, { scene, window, scale, bands }: CogOptions): string;
/** The writing half of a CogWriter: blocks of the full resolution into a spool. */
export declare function blockWriter(path: string, layout: CogLayout, spool: Spool): Omit<CogWriter, "finish" | "abort" | "discard">;
/** The most that a job can take on disk: all samples incompressible. The spool is gone once the output is there. */
export declare function estimateCog({ width, height, bands, sampleType, hasMask }: {
    width: number;
    height: number;
    bands: number;
    sampleType: SampleType;
    hasMask: boolean;
}): {
    output: number;
    spool: number;
    total: number;
};
/** What a full or read-only disk throws, as an error that says so. */
export declare function spaceError(path: string, error: unknown): unknown;
