import type { Method } from "./method.js";

/** The aligned face as it is, resampled and no more. No network. */
export const bicubic: Method = async (face) => ({ image: face, calls: 0, settings: {} });
