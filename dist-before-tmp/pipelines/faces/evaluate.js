import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { perceptualDistance } from "../../shared/metrics/perceptual.js";
import { concatChannels } from "../../shared/tensor/layout.js";
import { photoTensor } from "./degrade-pixels.js";
import { cosine } from "./evaluate-identity.js";
import { faceFidelity, lowFrequencyDifference } from "./metrics.js";
import { readPhoto } from "./read-photo.js";
/** Sides may differ by rounding when a photograph was shrunk. */
const SHAPE_TOLERANCE = 1.5;
/** Throws bad-input for photographs of unequal size, and for an embedding of what is no square crop. */
export async function evaluatePhotos({ input, reference, low, perceptual, embedding, signal }) {
    const stop = signal === undefined ? {} : { signal };
    const truth = await readPhoto(reference, stop);
    const result = await readPhoto(input, stop);
    const { width, height } = truth;
    if (result.width !== width || result.height !== height) {
        throw expected("bad-input", { subject: basename(input), want: `${width}x${height} like the reference`, got: `${result.width}x${result.height}`, advice: "compare photographs of one size: leave --upscale out, or enlarge the reference" });
    }
    const source = low === undefined ? undefined : await readPhoto(low, stop);
    if (source !== undefined)
        requireShape(source, truth);
    if (embedding !== undefined && width !== height)
        throw expected("bad-input", { subject: basename(reference), want: "a square aligned crop for --embedding", got: `${width}x${height}`, advice: "compare faces as bfr --aligned gives them" });
    const [y, x, made] = alike(photoTensor(truth), photoTensor(result), source && photoTensor(source));
    throwIfAborted(signal);
    const fidelity = faceFidelity(x, y);
    const distance = perceptual && (await perceptualDistance(perceptual, x, y, { low: 0, high: 1 }));
    const vector = embedding && (await embedding.embed(y));
    return {
        width, height,
        fidelity: { ...fidelity, ...(distance !== undefined && { perceptual: distance }) },
        ...(made && { consistency: { result: lowFrequencyDifference(x, made), reference: lowFrequencyDifference(y, made) } }),
        ...(embedding && vector && { identity: { result: cosine(await embedding.embed(x), vector), ...(made && { input: cosine(await embedding.embed(made), vector) }) } }),
    };
}
function requireShape(low, truth) {
    const factor = truth.height / low.height;
    if (low.height > truth.height || low.width > truth.width || Math.abs(low.width * factor - truth.width) > SHAPE_TOLERANCE * factor) {
        throw expected("bad-input", { subject: basename(low.source.path), want: `${truth.width}x${truth.height}, or smaller and of that shape`, got: `${low.width}x${low.height}`, advice: "give --lr what the result was made from" });
    }
}
/** A gray photograph beside one of three channels is given three. */
function alike(truth, result, low) {
    const colored = [truth, result, low].some((t) => t?.dims[1] === 3);
    const wide = (t) => (colored && t.dims[1] === 1 ? concatChannels([t, t, t]) : t);
    return [wide(truth), wide(result), low && wide(low)];
}
//# sourceMappingURL=evaluate.js.map