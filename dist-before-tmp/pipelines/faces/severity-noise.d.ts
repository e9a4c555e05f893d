import type { Tensor } from "../../shared/tensor/tensor.js";
/**
 * Deviation of the noise in a face, [1, 3, h, w] in 0..1, in 8-bit levels of luminance. The diagonal Haar details' median (Donoho &
 * Johnstone 1994), at every octave: of a picture that was enlarged its noise is found at the octave of its own pixels. The largest
 * counts; texture adds about half a level.
 */
export declare function noiseLevel(image: Tensor): number;
