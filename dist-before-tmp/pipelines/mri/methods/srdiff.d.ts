import type { Method, MethodContext } from "./method.js";
/** A conditional predict-and-refine network for a single contrast; the preset's steps lead from fidelity to detail. */
export declare function srdiff(context: MethodContext): Method;
