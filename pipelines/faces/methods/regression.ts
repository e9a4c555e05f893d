import { modelOf } from "../models.js";
import { LEVELS } from "../severity.js";
import { estimateFace } from "./estimate.js";
import type { Method, MethodContext } from "./method.js";

/** The baseline: the expected image. Nothing is drawn, so nothing is sharper than the face allows. */
export function regression({ models }: MethodContext): Method {
  const model = modelOf(models, "regression");
  return async (face, _seed, signal) => {
    const { guess, error, calls } = await estimateFace(model, face, signal);
    return { image: guess, calls, settings: error === undefined ? {} : { expectedError: error * LEVELS } };
  };
}
