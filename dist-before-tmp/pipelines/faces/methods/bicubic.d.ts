import type { Method } from "./method.js";
/** The aligned face as it is, resampled and no more. No network. */
export declare const bicubic: Method;
