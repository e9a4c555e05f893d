import type { Model } from "../../../shared/runtime/model.js";
import { type Tensor } from "../../../shared/tensor/tensor.js";
import type { Method, MethodContext } from "./method.js";
/** The baseline: the expected image, in one call. Nothing is drawn, so nothing is sharper than the face allows. */
export declare function regression({ models }: MethodContext): Method;
/** A network "model" (up -> image) on one face, clamped to -1..1. */
export declare function predict(model: Model, face: Tensor, signal?: AbortSignal): Promise<Tensor>;
