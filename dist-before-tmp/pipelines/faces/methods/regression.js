import { clamp } from "../../../shared/tensor/loops.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { modelOf } from "../models.js";
import { FACE_RANGE } from "./truncated.js";
/** The baseline: the expected image, in one call. Nothing is drawn, so nothing is sharper than the face allows. */
export function regression({ models }) {
    const model = modelOf(models, "regression");
    return async (face, _seed, signal) => ({ image: await predict(model, face, signal), calls: 1, settings: {} });
}
/** A network "model" (up -> image) on one face, clamped to -1..1. */
export async function predict(model, face, signal) {
    const { image } = await model.run("model", { up: face }, signal && { signal });
    if (image === undefined)
        throw new Error(`network model of ${model.card.id}: expected an output image`);
    return clamp(tensor(face.dims, image.data), FACE_RANGE.low, FACE_RANGE.high);
}
//# sourceMappingURL=regression.js.map