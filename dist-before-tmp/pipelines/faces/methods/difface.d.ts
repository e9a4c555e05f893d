import { type Preset } from "../../../shared/runtime/presets.js";
import type { Method, MethodContext } from "./method.js";
/**
 * Divergence per sample that is left between the noised estimate and the noised truth: chosen on held-out portraits so that balanced
 * costs less than 1 dB of the regression's PSNR and comes within 4 dB of the truth's power in the top octave (the prior's card).
 */
export declare const DIFFACE_TARGET: Readonly<Record<Preset, number>>;
/**
 * DifFace (Yue & Loy 2022): the regression's result is noised to an intermediate index and the unconditional prior takes it down
 * again. The start is the smallest that drowns the error expected of this face, no lower than the card's preset; the larger, the
 * more realistic and the less faithful. Network calls: the regression, its error, and one for each DDIM step.
 */
export declare function difface({ models, knobs }: MethodContext): Method;
