import type { Method } from "./method.js";
/** What a GIS user has today: the bicubic enlargement itself (Keys 1981, a = -0.5). No network. */
export declare const bicubic: Method;
