import { type Chunk } from "./read-photo-segments.js";
/**
 * Colours that a file states without an ICC profile, by code points (ITU-T H.273) or a gamma. sharp does not keep them,
 * so what is neither sRGB nor Display P3 is refused: the same values would show other colours.
 */
export type StatedColour = "srgb" | "p3";
/** cICP and gAMA chunks of a PNG; an ICC profile or an sRGB chunk goes before gAMA (PNG, third edition, 4.3). */
export declare function pngColour(path: string, chunks: readonly Chunk[]): StatedColour;
/** Every nclx colour box of an AVIF: the picture's and those of its auxiliary images have to agree. */
export declare function avifColour(path: string, bytes: Uint8Array): StatedColour;
