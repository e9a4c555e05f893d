/** TIFF's two byte-wise codecs, bounded by the size that the block must have (a damaged stream cannot grow without end). */
/** TIFF 6.0 section 13: MSB-first codes of 9 to 12 bits, changed one code early. Returns the bytes that were decoded. */
export declare function decodeLzw(input: Uint8Array, size: number): Uint8Array;
/** TIFF 6.0 section 9. */
export declare function decodePackBits(input: Uint8Array, size: number): Uint8Array;
