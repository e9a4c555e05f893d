import type { Method, MethodContext } from "./method.js";
/**
 * DDSR (Xu et al., arXiv 2305.12170): the residual's diffusion is conditioned twice, on the features of an LR encoder and
 * on the blur kernel that a first diffusion predicted (kernel.ts) or that the user gave.
 */
export declare function ddsr(context: MethodContext): Method;
