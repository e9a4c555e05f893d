import type { Method, MethodContext } from "./method.js";
/** The baseline: one call, the residual to the bicubic enlargement that an L1-trained network expects. */
export declare function regression({ model, scale }: Pick<MethodContext, "model" | "scale">): Method;
