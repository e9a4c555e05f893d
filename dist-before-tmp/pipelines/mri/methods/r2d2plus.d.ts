import type { Method, MethodContext } from "./method.js";
/**
 * The "+" of R2D2+ (Chung, Lee & Ye 2023): super-resolution by the network that denoises, the measured band being the measurement again
 * after every step, x <- (I - P) x + P up, so that only the other band ever changes.
 * By default, as in denoising, the image itself is the start and the flow is followed: what zero-filling lacks is undone like
 * noise. Samples start from noise in the band that was not measured and draw new noise at every level. (On two held-out
 * slices, four calls: the flow from the image gives 0.5-1.2 dB more than from added noise.)
 */
export declare function r2d2plus({ networks, preset, scale, stochastic }: MethodContext): Method;
