import type { Method, MethodContext } from "./method.js";
/**
 * AT-VarDiff (Wang, Lopez-Tapia & Katsaggelos 2023): a latent of the degradation, its posterior's mean given the image and a map of
 * the expected tilt, conditions the diffusion beside the image. Where the network says how sure it is (an output "deviation") and
 * samples are drawn, so is the latent.
 */
export declare function atVardiff({ models, knobs, stochastic }: MethodContext): Method;
