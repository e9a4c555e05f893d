import type { PhotoFormat } from "./photo.js";
import { type Extras } from "./write-photo-splice.js";
/** Interleaved values of one file: gray, gray + alpha, RGB or RGB + alpha; 16 bits in a Uint16Array. */
export interface Samples {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 2 | 3 | 4;
    readonly data: Uint8Array | Uint16Array;
}
/** The pixels alone; libvips never sees a profile and so converts nothing. */
export declare function encodePixels(samples: Samples, format: Exclude<PhotoFormat, "avif">, quality: number): Promise<Buffer>;
/** AVIF's metadata are items among others: libvips takes them over from a PNG that carries them. 16 bits give 10. */
export declare function encodeAvif(samples: Samples, extras: Extras, quality: number): Promise<Buffer>;
