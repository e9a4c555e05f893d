import type { Tensor } from "../tensor/tensor.js";
import { type JpegRoundTrip } from "./jpeg.js";
import { type Kernel } from "./kernel.js";
import { type RandomStream } from "./random.js";
export interface DegradeOptions {
    readonly seed: number;
    /** Whole factor that divides height and width. */
    readonly scale: number;
    /** @default drawn by randomKernel */
    readonly kernel?: Kernel;
    /** Standard deviation of the Gaussian noise as a share of the range. @default drawn from 0 .. 10/255 */
    readonly noise?: number;
    /** Left out: no JPEG. Its quality, 1..100, is drawn from 60 .. 95 unless given. */
    readonly jpeg?: {
        readonly roundTrip: JpegRoundTrip;
        readonly quality?: number;
    };
    /** Values that black and white have in the data. @default 0 and 1 */
    readonly range?: {
        readonly low: number;
        readonly high: number;
    };
}
export type KernelRecord = {
    readonly kind: "given";
} | {
    readonly kind: "gaussian";
    readonly sigma1: number;
    readonly sigma2: number;
    readonly angle: number;
} | {
    readonly kind: "aperture";
    readonly sigma1: number;
    readonly sigma2: number;
    readonly angle: number;
    readonly width: number;
} | {
    readonly kind: "motion";
    readonly sigma1: number;
    readonly sigma2: number;
    readonly angle: number;
    readonly length: number;
    readonly direction: number;
};
/** What was done, as plain JSON: enough to do it again. */
export interface DegradeRecord {
    readonly seed: number;
    readonly scale: number;
    readonly kernel: KernelRecord;
    /** Standard deviation in the data's own units. */
    readonly noise: number;
    readonly jpegQuality?: number;
}
export interface Degraded {
    readonly lr: Tensor;
    readonly kernel: Kernel;
    readonly record: DegradeRecord;
}
/**
 * The blind chain: LR = bicubic down_s(correlate(HR, k, edges replicated)) + n, then JPEG if asked for. [n, c, h, w] to
 * [n, c, h/s, w/s]. Blur, noise and JPEG draw from streams of their own: giving one does not change the others.
 */
export declare function degrade(hr: Tensor, options: DegradeOptions): Promise<Degraded>;
/**
 * A random 25 x 25 kernel. Six in ten are anisotropic Gaussians with sigmas of 0.2 px to `sigmaMax`; the others are what
 * sensors add: nearly none (bicubic alone), a pixel aperture of 1 to `scale` px, or a motion of half to one and a half
 * LR pixels, each after such a Gaussian of at most `scale` px.
 */
export declare function randomKernel(random: RandomStream, scale: number, { sigmaMax }?: {
    sigmaMax?: number;
}): {
    kernel: Kernel;
    record: KernelRecord;
};
