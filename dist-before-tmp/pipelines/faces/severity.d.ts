import type { Model } from "../../shared/runtime/model.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
/** 8-bit levels in one unit of -1..1. */
export declare const LEVELS = 127.5;
/**
 * Root mean square error, in -1..1 units, that the regression network expects of its own result on each face: its second network,
 * trained on the logarithm. All automatic choices of start steps and presets go by it.
 */
export declare function expectedError(regression: Model, face: Tensor, signal?: AbortSignal): Promise<number>;
