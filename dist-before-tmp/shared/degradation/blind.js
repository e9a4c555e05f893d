import { expected } from "../errors.js";
import { blurDecimate } from "./decimate.js";
import { throughJpeg } from "./jpeg.js";
import { apertureKernel, convolveKernels, gaussianKernel, motionKernel } from "./kernel.js";
import { randomStream } from "./random.js";
const MOST_NOISE = 10 / 255;
const JPEG_QUALITY = [60, 95];
/**
 * The blind chain: LR = bicubic down_s(correlate(HR, k, edges replicated)) + n, then JPEG if asked for. [n, c, h, w] to
 * [n, c, h/s, w/s]. Blur, noise and JPEG draw from streams of their own: giving one does not change the others.
 */
export async function degrade(hr, options) {
    const { seed, scale, jpeg, range = { low: 0, high: 1 } } = options;
    const span = range.high - range.low;
    const drawn = options.kernel === undefined ? randomKernel(randomStream(seed, 1), scale) : { kernel: options.kernel, record: { kind: "given" } };
    const random = randomStream(seed, 2);
    const share = random.between(0, MOST_NOISE);
    const noise = span * (options.noise ?? share);
    if (!(noise >= 0)) {
        throw expected("bad-option", { subject: "noise", want: "a standard deviation of at least 0", got: options.noise, advice: "give it as a share of the range, such as 0.02" });
    }
    let lr = blurDecimate(drawn.kernel, scale).apply(hr);
    if (noise > 0)
        for (let i = 0; i < lr.data.length; i++)
            lr.data[i] = lr.data[i] + noise * random.normal();
    const record = { seed, scale, kernel: drawn.record, noise };
    if (jpeg === undefined)
        return { lr, kernel: drawn.kernel, record };
    const quality = jpeg.quality ?? Math.round(randomStream(seed, 3).between(...JPEG_QUALITY));
    lr = await throughJpeg(lr, { ...range, quality, roundTrip: jpeg.roundTrip });
    return { lr, kernel: drawn.kernel, record: { ...record, jpegQuality: quality } };
}
/**
 * A random 25 x 25 kernel. Six in ten are anisotropic Gaussians with sigmas of 0.2 px to `sigmaMax`; the others are what
 * sensors add: nearly none (bicubic alone), a pixel aperture of 1 to `scale` px, or a motion of half to one and a half
 * LR pixels, each after such a Gaussian of at most `scale` px.
 */
export function randomKernel(random, scale, { sigmaMax = 4 } = {}) {
    const kind = random.uniform();
    if (kind < 0.15) {
        const sigma = random.between(0.2, 0.4);
        return gaussian({ sigma1: sigma, sigma2: sigma, angle: 0 });
    }
    const most = kind < 0.75 ? sigmaMax : Math.min(scale, sigmaMax);
    const base = { sigma1: random.between(0.2, most), sigma2: random.between(0.2, most), angle: random.between(0, Math.PI) };
    if (kind < 0.75)
        return gaussian(base);
    if (kind < 0.9) {
        const width = random.between(1, scale);
        return { kernel: convolveKernels(gaussianKernel(base), apertureKernel({ width })), record: { kind: "aperture", ...base, width } };
    }
    const length = Math.min(16, scale * random.between(0.5, 1.5));
    const direction = random.between(0, Math.PI);
    return {
        kernel: convolveKernels(gaussianKernel(base), motionKernel({ length, angle: direction })),
        record: { kind: "motion", ...base, length, direction },
    };
}
function gaussian(parameters) {
    return { kernel: gaussianKernel(parameters), record: { kind: "gaussian", ...parameters } };
}
//# sourceMappingURL=blind.js.map