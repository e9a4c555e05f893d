/**
 * A copy of an EXIF block that is true of the written photograph: Orientation 1, pixel dimensions its own, and the
 * thumbnail, which shows the old face, unlinked and wiped. Everything else keeps its bytes and its place, because maker
 * notes hold offsets (Exif 3.0, 4.6). Undefined for bytes that are no EXIF block.
 */
export declare function uprightExif(exif: Uint8Array, { width, height }: {
    readonly width: number;
    readonly height: number;
}): Uint8Array | undefined;
