import type { PhotoFormat } from "./photo.js";
import { type TiffDirectory } from "./read-photo-directory.js";
/** Pixels per inch as the file states them, by its own header before EXIF; undefined where it states none. */
export declare function photoDensity(format: PhotoFormat, bytes: Uint8Array, exif: Uint8Array | undefined): number | undefined;
/** What of the file beside its pixels finds no place in a Photo, one sentence each. */
export declare function lossNotes(format: PhotoFormat, bytes: Uint8Array, tiff: TiffDirectory | undefined): readonly string[];
