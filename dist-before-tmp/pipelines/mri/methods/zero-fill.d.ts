import type { Method } from "./method.js";
/** What a scanner console does: k-space is padded with zeros. No network, nothing made up. */
export declare const zeroFill: Method;
