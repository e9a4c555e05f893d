import { type Tensor } from "../tensor/tensor.js";
/**
 * Encodes 8-bit samples as JPEG and decodes them again, both pixel-interleaved with 1 or 3 channels. Passed in, so that
 * the numbers need no image library.
 */
export type JpegRoundTrip = (pixels: Uint8Array, options: {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly quality: number;
}) => Promise<Uint8Array>;
/** [n, 1 or 3, h, w], rounded to 8 bits of `low` to `high` (0 and 1 by default) and clamped to them. Throws bad-option for other channels. */
export declare function throughJpeg(x: Tensor, { low, high, quality, roundTrip }: {
    readonly low?: number;
    readonly high?: number;
    readonly quality: number;
    readonly roundTrip: JpegRoundTrip;
}): Promise<Tensor>;
