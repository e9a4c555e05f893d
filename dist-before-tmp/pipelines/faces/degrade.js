import { basename } from "node:path";
import { expected } from "../../shared/errors.js";
import { resize } from "../../shared/tensor/resample.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { photoTensor, tensorPixels } from "./degrade-pixels.js";
import { degradeTensor } from "./degrade-recipe.js";
import { replaces } from "./outputs.js";
import { readPhoto } from "./read-photo.js";
import { formatOf, writePhoto } from "./write-photo.js";
import { refuseExisting } from "./write-photo-publish.js";
/** A photograph degraded at its own bits; alpha stays, a gray photograph stays gray. */
export async function degradePhoto(photo, recipe, options = {}) {
    const { image, record } = await degradeTensor(photoTensor(photo), recipe, options);
    const [, , height, width] = image.dims;
    const { alpha, ...rest } = photo;
    const opacity = alpha && tensorPixels(resize(tensor([1, 1, photo.height, photo.width], Float32Array.from(alpha, (v) => v / whiteOf(photo))), { height, width, kernel: "bilinear" }), photo.bits);
    return { photo: { ...rest, width, height, data: tensorPixels(image, photo.bits, 3), ...(opacity && { alpha: opacity }) }, record };
}
/** Makes test input with a known truth. Throws bad-option for an output that exists or is the input, bad-input for a crop that is not square. */
export async function degradeFile({ input, output, alignedSize, recipe, overwrite, signal, ...options }) {
    if (await replaces(output, input))
        throw expected("bad-option", { subject: "--output", want: "another file than the input", got: output, advice: "the source is never touched" });
    await refuseExisting(output, overwrite);
    const stop = signal === undefined ? {} : { signal };
    const read = await readPhoto(input, stop);
    formatOf(output, undefined, read.source.format);
    const photo = alignedSize === undefined ? read : alignedTo(read, alignedSize);
    const done = await degradePhoto(photo, recipe, { ...options, ...stop, ...(alignedSize !== undefined && { faceSide: alignedSize }) });
    await writePhoto(done.photo, output, { overwrite, ...stop });
    return { source: basename(input), output: basename(output), ...done.record };
}
function alignedTo(photo, side) {
    const { width, height, source, bits, alpha } = photo;
    if (width !== height)
        throw expected("bad-input", { subject: basename(source.path), want: "a square crop for --aligned-size", got: `${width}x${height}`, advice: "crop it, or give --face-size for a photograph" });
    if (alpha !== undefined)
        throw expected("bad-input", { subject: basename(source.path), want: "a crop without transparency for --aligned-size", got: "an alpha channel", advice: "flatten it first" });
    return { ...photo, width: side, height: side, data: tensorPixels(resize(photoTensor(photo), { height: side, width: side, kernel: "bicubic" }), bits, 3) };
}
function whiteOf({ bits }) {
    return bits === 8 ? 255 : 65535;
}
//# sourceMappingURL=degrade.js.map