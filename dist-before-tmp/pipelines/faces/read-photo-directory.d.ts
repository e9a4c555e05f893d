/** The header of a TIFF structure; EXIF blocks are TIFF structures too. */
export interface TiffHeader {
    readonly little: boolean;
    /** BigTIFF: 64-bit offsets. */
    readonly big: boolean;
    /** Offset of the first directory. */
    readonly first: number;
}
/** One tag. `bytes` is a view of the value in the file's byte order. */
export interface TiffEntry {
    readonly tag: number;
    readonly type: number;
    readonly count: number;
    readonly bytes: Uint8Array;
    /** Offset of the entry's record, and of its value. */
    readonly at: number;
    readonly valueAt: number;
}
export interface TiffDirectory {
    readonly entries: readonly TiffEntry[];
    /** Offset of the next directory, 0 for none, and where that offset stands. */
    readonly next: number;
    readonly nextAt: number;
}
/** Bytes that swap together when the byte order changes. */
export declare function wordBytes(type: number): number;
export declare function tiffHeader(bytes: Uint8Array): TiffHeader | undefined;
/** The directory at offset `at`; undefined where it does not lie in `bytes`. Entries whose value does not are left out. */
export declare function tiffDirectory(bytes: Uint8Array, { little, big }: TiffHeader, at: number): TiffDirectory | undefined;
/** Directories from the first on, by their links; stops at the first that does not stand or was seen before. */
export declare function tiffDirectories(bytes: Uint8Array, header: TiffHeader): readonly TiffDirectory[];
/** Whole numbers and fractions of the types BYTE, SHORT, LONG, IFD, LONG8 and RATIONAL; other types give none. */
export declare function tiffNumbers({ type, count, bytes }: TiffEntry, little: boolean): readonly number[];
export declare function tiffValue(directory: TiffDirectory, tag: number, little: boolean): number | undefined;
/** Pixels per inch that the tags 282 and 296 state. */
export declare function tiffDensity(directory: TiffDirectory, little: boolean): number | undefined;
