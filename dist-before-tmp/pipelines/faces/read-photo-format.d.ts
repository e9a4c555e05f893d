import type { PhotoFormat } from "./photo.js";
import { type TiffDirectory, type TiffHeader } from "./read-photo-directory.js";
/** What a file is by its first bytes, whatever its name; throws RestorationError "bad-input" that names what else it is. */
export declare function photoFormat(path: string, bytes: Uint8Array): PhotoFormat;
/** The first picture's directory of a TIFF, once it is sure that it is the photograph: not raw data, not one page of many. */
export declare function tiffPhoto(path: string, bytes: Uint8Array): {
    readonly header: TiffHeader;
    readonly directory: TiffDirectory;
    readonly notes: readonly string[];
};
