/**
 * One frame of RLE Lossless (PS3.5 annex G): a segment for each byte of a sample, the most significant first.
 * Returns little-endian samples, exactly `pixels` of `bytesPerSample`; throws a plain Error where the segments do not hold them.
 */
export declare function decodeRle(bytes: Buffer, pixels: number, bytesPerSample: number): Buffer;
