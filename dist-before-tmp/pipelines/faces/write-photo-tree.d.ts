import { type TiffDirectory, type TiffHeader } from "./read-photo-directory.js";
/** A tag on its way into another file. `bytes` are in the tree's byte order. */
export interface TiffTag {
    readonly tag: number;
    readonly type: number;
    readonly count: number;
    readonly bytes: Uint8Array;
}
/** A directory with those that its tags point to (EXIF, GPS, interoperability). */
export interface TiffTree {
    readonly tags: readonly TiffTag[];
    readonly below: ReadonlyMap<number, TiffTree>;
}
/** The tree below a directory, of the tags that `keep` lets through at its top, in the byte order `little`. */
export declare function tiffTree(bytes: Uint8Array, header: TiffHeader, directory: TiffDirectory, { little, keep }: {
    readonly little: boolean;
    readonly keep: (tag: number) => boolean;
}, depth?: number): TiffTree;
/** A TIFF directory and all that it needs, as the bytes from offset `base` (even) of a file on. Classic TIFF, 32-bit offsets. */
export declare function tiffTreeBytes({ tags, below }: TiffTree, { little, base }: {
    readonly little: boolean;
    readonly base: number;
}): Uint8Array;
/** What a TIFF's own directory says of the photograph, as an EXIF block; undefined where it says nothing. */
export declare function exifOfTiff(bytes: Uint8Array, header: TiffHeader, directory: TiffDirectory): Uint8Array | undefined;
/** The same the other way: what an EXIF block gives to a TIFF's directory of byte order `little`. */
export declare function tiffOfExif(exif: Uint8Array, little: boolean): TiffTree | undefined;
