import type { Method, MethodContext } from "./method.js";
/** The baseline: one call, the residual to zero-filling that an L1-trained network expects. */
export declare function regression({ networks, scale }: MethodContext): Method;
