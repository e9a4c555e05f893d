/** How one frame's cells lie in memory: little-endian, one sample a pixel. */
export interface FrameFormat {
    readonly rows: number;
    readonly columns: number;
    readonly bitsAllocated: 8 | 16;
    readonly bitsStored: number;
    readonly signed: boolean;
}
export type FrameCodec = "rle" | "jpeg-ls" | "jpeg-2000" | "htj2k";
/**
 * One frame, compressed without loss; the decoder has given back the same samples. `cells` holds rows x columns little-endian
 * samples of bitsAllocated. Throws RestorationError "bad-option" where the encoder cannot hold them (JPEG 2000 of signed bytes).
 */
export declare function encodeFrame(cells: Uint8Array, format: FrameFormat, codec: FrameCodec): Promise<Uint8Array>;
