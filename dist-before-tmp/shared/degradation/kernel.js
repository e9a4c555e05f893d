export const KERNEL_SIZE = 25;
/** No blur. */
export function deltaKernel(size = KERNEL_SIZE) {
    return sampledKernel(size, (x, y) => (x === 0 && y === 0 ? 1 : 0));
}
/**
 * Anisotropic Gaussian sampled at pixel centres. sigma1 and sigma2 in HR pixels, > 0; sigma1 lies along `angle`, in
 * radians from the column axis towards increasing rows.
 */
export function gaussianKernel({ sigma1, sigma2, angle, size = KERNEL_SIZE }) {
    if (!(sigma1 > 0 && sigma2 > 0))
        throw new Error(`gaussianKernel: expected sigmas above 0, got ${sigma1} and ${sigma2}`);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    return sampledKernel(size, (x, y) => Math.exp(-0.5 * (((cos * x + sin * y) / sigma1) ** 2 + ((cos * y - sin * x) / sigma2) ** 2)));
}
/** A detector's pixel aperture: a box of width x width HR pixels, width >= 1, fractional edges weighted. */
export function apertureKernel({ width, size = KERNEL_SIZE }) {
    if (!(width >= 1))
        throw new Error(`apertureKernel: expected a width of at least 1 pixel, got ${width}`);
    const share = (x) => Math.min(1, Math.max(0, (width + 1) / 2 - Math.abs(x)));
    return sampledKernel(size, (x, y) => share(x) * share(y));
}
/** Uniform motion along a straight line: `length` HR pixels long, >= 0, at `angle` (as in gaussianKernel), bilinearly splatted. */
export function motionKernel({ length, angle, size = KERNEL_SIZE }) {
    const half = center(size);
    if (!(length >= 0 && length / 2 <= half))
        throw new Error(`motionKernel: expected a length of 0 to ${2 * half} pixels, got ${length}`);
    const data = new Float64Array(size * size);
    const points = Math.max(1, Math.ceil(16 * length));
    for (let i = 0; i < points; i++) {
        const at = ((i + 0.5) / points - 0.5) * length;
        const x = half + at * Math.cos(angle);
        const y = half + at * Math.sin(angle);
        const col = Math.min(size - 2, Math.floor(x));
        const row = Math.min(size - 2, Math.floor(y));
        const k = row * size + col;
        data[k] += (1 - (x - col)) * (1 - (y - row));
        data[k + 1] += (x - col) * (1 - (y - row));
        data[k + size] += (1 - (x - col)) * (y - row);
        data[k + size + 1] += (x - col) * (y - row);
    }
    return normalizeKernel(data);
}
/** Both blurs in turn, of a's size; what falls outside is dropped and the rest normalised. */
export function convolveKernels(a, b) {
    const out = new Float64Array(a.size * a.size);
    const shift = center(b.size);
    for (let u = 0; u < b.size; u++) {
        for (let v = 0; v < b.size; v++) {
            const weight = b.data[u * b.size + v];
            if (weight === 0)
                continue;
            for (let i = Math.max(0, u - shift); i < Math.min(a.size, a.size + u - shift); i++) {
                for (let j = Math.max(0, v - shift); j < Math.min(a.size, a.size + v - shift); j++) {
                    out[i * a.size + j] += weight * a.data[(i - u + shift) * a.size + j - v + shift];
                }
            }
        }
    }
    return normalizeKernel(out);
}
/** Negative values set to 0, the sum to 1. The values must make an odd square with a positive sum. */
export function normalizeKernel(values) {
    const size = Math.round(Math.sqrt(values.length));
    if (size * size !== values.length || size % 2 === 0)
        throw new Error(`normalizeKernel: expected an odd square of values, got ${values.length}`);
    const data = Float64Array.from(values, (v) => Math.max(0, v));
    const sum = data.reduce((total, v) => total + v, 0);
    if (!(sum > 0 && Number.isFinite(sum)))
        throw new Error(`normalizeKernel: expected a finite sum above 0, got ${sum}`);
    for (let i = 0; i < data.length; i++)
        data[i] /= sum;
    return { size, data };
}
/** <a, b> / (|a| |b|) without any alignment: 1 for the same kernel, and a shift counts as an error. */
export function kernelCorrelation(a, b) {
    if (a.size !== b.size)
        throw new Error(`kernelCorrelation: expected equal sizes, got ${a.size} and ${b.size}`);
    let both = 0;
    let left = 0;
    let right = 0;
    for (let i = 0; i < a.data.length; i++) {
        both += a.data[i] * b.data[i];
        left += a.data[i] ** 2;
        right += b.data[i] ** 2;
    }
    return both / Math.sqrt(left * right);
}
/** The smallest centred kernel that keeps all but `dropped` of the mass, normalised again. */
export function cropToSupport(kernel, dropped) {
    const middle = center(kernel.size);
    let half = middle;
    let mass = 0;
    for (; half > 0; half--) {
        mass += ringMass(kernel, half);
        if (mass > dropped)
            break;
    }
    const size = 2 * half + 1;
    const data = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        const from = (i + middle - half) * kernel.size + middle - half;
        data.set(kernel.data.subarray(from, from + size), i * size);
    }
    return normalizeKernel(data);
}
/** Mass of the cells at Chebyshev distance `radius` from the centre. */
function ringMass({ size, data }, radius) {
    let mass = 0;
    const middle = center(size);
    for (let i = -radius; i <= radius; i++) {
        const step = Math.abs(i) === radius ? 1 : 2 * radius;
        for (let j = -radius; j <= radius; j += step)
            mass += data[(middle + i) * size + middle + j];
    }
    return mass;
}
function sampledKernel(size, at) {
    const half = center(size);
    return normalizeKernel(Float64Array.from({ length: size * size }, (_, k) => at((k % size) - half, Math.floor(k / size) - half)));
}
function center(size) {
    if (!Number.isInteger(size) || size < 1 || size % 2 === 0)
        throw new Error(`kernel: expected an odd size, got ${size}`);
    return (size - 1) / 2;
}
//# sourceMappingURL=kernel.js.map