import type { Photo } from "./photo.js";
/** Pixels of the largest photograph that is read or made unless the caller says otherwise. */
export declare const defaultMaxPixels = 200000000;
export interface ReadPhotoOptions {
    readonly signal?: AbortSignal;
    /** Refuse larger photographs before decoding; default 200 million. */
    readonly maxPixels?: number;
}
/**
 * A photograph by its content, whatever its name: JPEG, PNG, WebP, TIFF or AVIF, upright by its EXIF orientation (AVIF:
 * by its own rotation), its values in the file's own colour space. 16-bit PNG and TIFF and 10- and 12-bit AVIF come as
 * 16 bits, all else as 8. CMYK is converted to sRGB and noted. Throws RestorationError: "bad-input" for what is no
 * whole, single photograph; "bad-option" beyond maxPixels; "no-memory"; "aborted".
 */
export declare function readPhoto(path: string, { signal, maxPixels }?: ReadPhotoOptions): Promise<Photo>;
