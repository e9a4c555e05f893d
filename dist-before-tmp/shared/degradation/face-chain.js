import { resize } from "../tensor/resample.js";
import { tensor } from "../tensor/tensor.js";
import { correlate } from "./face-chain-correlate.js";
import { throughJpeg } from "./jpeg.js";
import { gaussianKernel } from "./kernel.js";
/** Side of the face that the chain's parameters are meant for, in pixels. */
export const CHAIN_SIDE = 256;
/** Ranges of the parameters, those of methods of 512 px (GFPGAN, Wang et al. 2021; DifFace) halved. */
export const blindRanges = { sigma: [0.1, 7.5], scale: [0.8, 16], noise: [0, 20 / 255], quality: [30, 100] };
const KERNEL_REACH = 10;
/** Both deviations at or below it: no blur. */
const NO_BLUR = 0.2;
/** Pixels a side that are kept at least. */
const SMALLEST = 8;
/** Half of the blurs are isotropic; half of the factors are uniform, half uniform on a logarithmic scale. */
export function drawBlind(random) {
    const { sigma, scale, noise, quality } = blindRanges;
    const one = random.between(...sigma);
    const isotropic = random.uniform() < 0.5;
    const other = random.between(...sigma);
    const angle = random.between(0, Math.PI);
    const logarithmic = random.uniform() < 0.5;
    const even = random.uniform();
    return {
        sigma: [one, isotropic ? one : other], angle,
        scale: logarithmic ? scale[0] * (scale[1] / scale[0]) ** even : scale[0] + (scale[1] - scale[0]) * even,
        noise: random.between(...noise), quality: random.between(...quality),
    };
}
/**
 * The blind chain of face restoration (methods.md 4.1): Gaussian blur over replicated edges, antialiased bilinear shrinking, noise,
 * JPEG. x [n, 3 or 1, h, w] in 0..1, to its small size; `enlarged` brings it back. Without JPEG values may leave 0..1.
 */
export async function degradeFace(x, { sigma, angle, scale, noise, quality }, { random, roundTrip, faceSide = CHAIN_SIDE, signal }) {
    const unit = faceSide / CHAIN_SIDE;
    let y = x;
    if (Math.max(...sigma) > NO_BLUR) {
        const size = 2 * Math.ceil(KERNEL_REACH * unit) + 1;
        y = await correlate(x, gaussianKernel({ sigma1: unit * sigma[0], sigma2: unit * sigma[1], angle, size }), signal);
    }
    y = addNoise(shrunk(y, unit * scale), noise, random);
    if (quality === undefined)
        return y;
    if (roundTrip === undefined)
        throw new Error("degradeFace: expected a JPEG round trip for a quality, got none");
    return throughJpeg(y, { quality: Math.floor(quality), roundTrip });
}
/** Antialiased bilinear, every side 1/factor, at least 8 px. A factor below the chain's own 0.8, as small faces have, counts as that. */
export function shrunk(x, factor) {
    const [, , h, w] = x.dims;
    const side = (length) => Math.max(Math.min(SMALLEST, length), Math.round(length / Math.max(factor, blindRanges.scale[0])));
    return resize(x, { height: side(h), width: side(w), kernel: "bilinear" });
}
/** Bicubic, as the restoration networks get their input; not clamped. */
export function enlarged(x, { height, width }) {
    return resize(x, { height, width, kernel: "bicubic" });
}
export function addNoise(x, sigma, random) {
    if (sigma === 0)
        return x;
    return tensor(x.dims, x.data.map((v) => v + sigma * random.normal()));
}
//# sourceMappingURL=face-chain.js.map