import type { Photo, PhotoFormat } from "./photo.js";
import { type Provenance } from "./provenance.js";
export interface WritePhotoOptions {
    /** Default: what the path's extension says; without one, the source's. */
    readonly format?: PhotoFormat;
    /** 1..100 for JPEG (default 95), WebP (95) and AVIF (85); WebP and AVIF are lossless at 100. PNG and TIFF always are. */
    readonly quality?: number;
    readonly provenance?: Provenance;
    /** Replace an existing file; without it "bad-option" is thrown. */
    readonly overwrite?: boolean;
    readonly signal?: AbortSignal;
}
export interface WrittenPhoto {
    readonly path: string;
    readonly format: PhotoFormat;
    readonly bytes: number;
    readonly sha256: string;
    /** What the format could not hold, one sentence each. */
    readonly notes: readonly string[];
}
/**
 * Writes an upright photograph with its source's ICC profile, EXIF, XMP and density, under a temporary name until it is
 * complete. Bits, grays and alpha are kept where the format has them; what it loses is noted, lost alpha is refused.
 * Same photograph and options, same bytes. Throws RestorationError: "bad-option", "no-space", "no-memory", "aborted".
 */
export declare function writePhoto(photo: Photo, path: string, { format: named, quality, provenance, overwrite, signal }?: WritePhotoOptions): Promise<WrittenPhoto>;
/** What `writePhoto` would refuse of this photograph, `upscale` times as large, found before the work: sides, lost alpha. Throws "bad-option". */
export declare function requireWritable(photo: Photo, path: string, { upscale, signal }?: {
    readonly upscale?: number;
    readonly signal?: AbortSignal;
}): Promise<void>;
/** The format that `writePhoto` would write at `path`. Throws RestorationError "bad-option". */
export declare function formatOf(path: string, named: PhotoFormat | undefined, source: PhotoFormat): PhotoFormat;
