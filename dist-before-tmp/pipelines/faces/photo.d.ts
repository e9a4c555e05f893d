/** Formats that are read and written. */
export type PhotoFormat = "jpeg" | "png" | "webp" | "tiff" | "avif";
/** What a file says beside its pixels, kept for the result. */
export interface PhotoSource {
    readonly path: string;
    /** Of the file's bytes. */
    readonly sha256: string;
    readonly format: PhotoFormat;
    /** One channel in the file; its value stands in all three of `data`. */
    readonly gray: boolean;
    readonly icc?: Uint8Array;
    readonly exif?: Uint8Array;
    readonly xmp?: Uint8Array;
    /** Pixels per inch. */
    readonly density?: number;
    /** What reading changed or could not keep, one sentence each. */
    readonly notes: readonly string[];
}
/** A decoded photograph, upright: the EXIF orientation is applied. */
export interface Photo {
    readonly width: number;
    readonly height: number;
    /** Interleaved RGB in the file's own colour space, 0..255 or 0..65535; never changed in place. */
    readonly data: Uint8Array | Uint16Array;
    /** One value a pixel, in the range of `data`. */
    readonly alpha?: Uint8Array | Uint16Array;
    readonly bits: 8 | 16;
    readonly source: PhotoSource;
}
