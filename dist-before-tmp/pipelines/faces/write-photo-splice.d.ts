/** What is put beside the pixels, byte for byte. */
export interface Extras {
    readonly icc?: Uint8Array;
    /** From the TIFF header on. */
    readonly exif?: Uint8Array;
    readonly xmp?: Uint8Array;
    /** Pixels per inch. */
    readonly density?: number;
}
type Parts = readonly Uint8Array[];
/** Longest block of one JPEG segment, its signature taken off. */
export declare const jpegExifBytes: number;
export declare const jpegXmpBytes: number;
/** A JPEG of libvips with its metadata: JFIF, EXIF (CIPA DC-008), XMP part 3, ICC.1 annex B.4. */
export declare function jpegWith(bytes: Uint8Array, { icc, exif, xmp, density }: Extras): Parts;
/** A PNG of libvips with iCCP, pHYs, eXIf and an iTXt of XMP before its pixels (PNG, third edition, 11.3). */
export declare function pngWith(bytes: Uint8Array, { icc, exif, xmp, density }: Extras): Parts;
/** A WebP in the extended layout: VP8X, ICCP, pixels, EXIF, XMP (RFC 9649, 2.7). */
export declare function webpWith(bytes: Uint8Array, { icc, exif, xmp }: Extras, { width, height, alpha }: {
    readonly width: number;
    readonly height: number;
    readonly alpha: boolean;
}): Parts;
/** A TIFF of libvips with a new directory at its end: orientation 1, XMP (700), ICC (34675) and the tags of the EXIF block. */
export declare function tiffWith(bytes: Uint8Array, { icc, exif, xmp, density }: Extras): Parts;
export {};
