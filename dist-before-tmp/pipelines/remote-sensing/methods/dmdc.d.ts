import type { Method, MethodContext } from "./method.js";
/**
 * DMDC (Liu et al., Remote Sensing 14(19):4834, 2022): SR3-type diffusion conditioned on the enlarged image. The detail
 * supplement and the pixel constraint live in the training; here the residual is diffused.
 */
export declare function dmdc(context: MethodContext): Method;
