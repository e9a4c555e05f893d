/**
 * A blur kernel on the HR grid: size x size (odd), row-major, non-negative, sums to 1. It is used as a correlation,
 * like a network's convolution: out[i, j] = sum_uv data[u, v] x[i + u - size/2, j + v - size/2].
 */
export interface Kernel {
    readonly size: number;
    readonly data: Float64Array;
}
export declare const KERNEL_SIZE = 25;
/** No blur. */
export declare function deltaKernel(size?: number): Kernel;
/**
 * Anisotropic Gaussian sampled at pixel centres. sigma1 and sigma2 in HR pixels, > 0; sigma1 lies along `angle`, in
 * radians from the column axis towards increasing rows.
 */
export declare function gaussianKernel({ sigma1, sigma2, angle, size }: {
    sigma1: number;
    sigma2: number;
    angle: number;
    size?: number;
}): Kernel;
/** A detector's pixel aperture: a box of width x width HR pixels, width >= 1, fractional edges weighted. */
export declare function apertureKernel({ width, size }: {
    width: number;
    size?: number;
}): Kernel;
/** Uniform motion along a straight line: `length` HR pixels long, >= 0, at `angle` (as in gaussianKernel), bilinearly splatted. */
export declare function motionKernel({ length, angle, size }: {
    length: number;
    angle: number;
    size?: number;
}): Kernel;
/** Both blurs in turn, of a's size; what falls outside is dropped and the rest normalised. */
export declare function convolveKernels(a: Kernel, b: Kernel): Kernel;
/** Negative values set to 0, the sum to 1. The values must make an odd square with a positive sum. */
export declare function normalizeKernel(values: ArrayLike<number>): Kernel;
/** <a, b> / (|a| |b|) without any alignment: 1 for the same kernel, and a shift counts as an error. */
export declare function kernelCorrelation(a: Kernel, b: Kernel): number;
/** The smallest centred kernel that keeps all but `dropped` of the mass, normalised again. */
export declare function cropToSupport(kernel: Kernel, dropped: number): Kernel;
