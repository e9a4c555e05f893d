/**
 * JPEG lossless, Huffman coded, one component (ITU T.81 annex H, process 14, selection values 1 to 7, point transform, restarts).
 * Returns rows x columns samples. Throws a plain Error wherever the stream ends early or breaks a rule: no pixel is ever made up.
 */
export declare function decodeJpegLossless(bytes: Buffer): Uint16Array;
