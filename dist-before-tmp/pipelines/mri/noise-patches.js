import { setImmediate as yieldToEvents } from "node:timers/promises";
import { symmetricEigenvalues } from "../../shared/tensor/symmetric-eigen.js";
const SIDE = 8;
export const PATCH = SIDE * SIDE;
const STRIDE = 3;
/** Directions in which a plane fitted to a patch takes its energy. */
const PLANE = 3;
/** A patch of noise alone varies by so many deviations of its own variance at most. */
const SPREAD = 3;
/** The calmest patches are always kept: this share, and so many that the spread of their eigenvalues comes from noise and not from chance. */
const LEAST = 0.1;
const FEWEST = 24 * PATCH;
/** Patches between two yields: some 10 ms. */
const PART = 1500;
const MOST_ROUNDS = 8;
/** Rounds end when sigma moves by less. */
const SETTLED = 0.002;
/** All 8x8 patches at stride 3 that lie in `body`, one after another. */
export function bodyPatches(slice, { height, width }, body) {
    const places = [];
    for (let i = 0; i + SIDE <= height; i += STRIDE) {
        for (let j = 0; j + SIDE <= width; j += STRIDE)
            if (inside(body, i * width + j, width))
                places.push(i * width + j);
    }
    const patches = new Float32Array(places.length * PATCH);
    places.forEach((place, p) => {
        for (let i = 0; i < SIDE; i++)
            patches.set(slice.subarray(place + i * width, place + i * width + SIDE), p * PATCH + i * SIDE);
    });
    return patches;
}
function inside(body, place, width) {
    for (let i = 0; i < SIDE; i++)
        for (let j = 0; j < SIDE; j++)
            if (body[place + i * width + j] === 0)
                return false;
    return true;
}
/**
 * Noise of an image from the eigenvalues of its patches' covariance (Chen, Zhu & Heng 2015, algorithm 1), taken over the patches
 * without texture: those whose residual to a plane is what noise of the current estimate leaves (in the manner of Liu, Tanaka & Okutomi
 * 2013), until the estimate settles. Without this choice texture raises low levels: 0.02 would read 0.027.
 */
export async function patchNoise(patches) {
    const count = patches.length / PATCH;
    const roughness = Float64Array.from({ length: count }, (_, p) => planeResidual(patches, p * PATCH));
    const least = Float64Array.from(roughness).sort()[Math.min(count - 1, Math.max(FEWEST, Math.floor(LEAST * count)))];
    await yieldToEvents();
    let chosen = Array.from({ length: count }, (_, p) => p);
    let sigma = Math.sqrt(await noiseVariance(patches, chosen));
    for (let round = 0; round < MOST_ROUNDS; round++) {
        const limit = Math.max(least, sigma ** 2 * (1 + SPREAD * Math.sqrt(2 / (PATCH - PLANE))));
        chosen = Array.from(roughness.keys()).filter((p) => roughness[p] <= limit);
        const next = Math.sqrt(await noiseVariance(patches, chosen));
        const settled = Math.abs(next - sigma) <= SETTLED * sigma;
        sigma = next;
        if (settled)
            break;
    }
    return { sigma, calm: chosen.length / count, ...(await spectrum(patches, chosen)) };
}
/** Chen's rule: the largest eigenvalues are dropped until the mean of the rest is their median. */
async function noiseVariance(patches, chosen) {
    const matrix = await covariance(patches, chosen);
    await yieldToEvents();
    const eigenvalues = symmetricEigenvalues(matrix, PATCH);
    let sum = eigenvalues.reduce((a, b) => a + b, 0);
    for (let kept = PATCH; kept > 1; kept--) {
        const mean = sum / kept;
        let above = 0;
        let below = 0;
        for (let i = 0; i < kept; i++) {
            if (eigenvalues[i] > mean)
                above++;
            else if (eigenvalues[i] < mean)
                below++;
        }
        if (above === below)
            return Math.max(0, mean);
        sum -= eigenvalues[kept - 1];
    }
    return Math.max(0, eigenvalues[0]);
}
async function covariance(patches, chosen) {
    const mean = new Float64Array(PATCH);
    for (const p of chosen)
        for (let i = 0; i < PATCH; i++)
            mean[i] += patches[p * PATCH + i];
    for (let i = 0; i < PATCH; i++)
        mean[i] /= chosen.length;
    const out = new Float64Array(PATCH * PATCH);
    const x = new Float64Array(PATCH);
    for (const [done, p] of chosen.entries()) {
        if (done % PART === PART - 1)
            await yieldToEvents();
        for (let i = 0; i < PATCH; i++)
            x[i] = patches[p * PATCH + i] - mean[i];
        for (let i = 0; i < PATCH; i++) {
            const xi = x[i];
            for (let j = i; j < PATCH; j++)
                out[i * PATCH + j] += xi * x[j];
        }
    }
    for (let i = 0; i < PATCH; i++)
        for (let j = i; j < PATCH; j++)
            out[j * PATCH + i] = out[i * PATCH + j] /= chosen.length;
    return out;
}
/** Mean square of what a plane fitted to the patch leaves, per remaining degree of freedom. */
function planeResidual(patches, at) {
    let square = 0;
    let constant = 0;
    let down = 0;
    let across = 0;
    for (let i = 0, k = at; i < SIDE; i++) {
        for (let j = 0; j < SIDE; j++, k++) {
            const v = patches[k];
            square += v * v;
            constant += v;
            down += v * (i - (SIDE - 1) / 2);
            across += v * (j - (SIDE - 1) / 2);
        }
    }
    const slope = (SIDE * (SIDE ** 2 - 1) * SIDE) / 12; // sum of squares of either ramp
    return Math.max(0, square - constant ** 2 / PATCH - (down ** 2 + across ** 2) / slope) / (PATCH - PLANE);
}
/** Cosine transform (II, orthonormal) along one side: row u, column i. */
const COSINES = Float64Array.from({ length: PATCH }, (_, at) => {
    const u = Math.floor(at / SIDE);
    return Math.sqrt((u === 0 ? 1 : 2) / SIDE) * Math.cos((Math.PI * u * ((at % SIDE) + 0.5)) / SIDE);
});
async function spectrum(patches, chosen) {
    const bands = Array.from({ length: 4 }, () => new Float64Array(chosen.length));
    const half = new Float64Array(PATCH);
    const power = new Float64Array(PATCH);
    for (const [at, p] of chosen.entries()) {
        if (at % PART === PART - 1)
            await yieldToEvents();
        cosinePower(patches.subarray(p * PATCH, (p + 1) * PATCH), half, power);
        bands[0][at] = bandPower(power, MIDDLE, true);
        bands[1][at] = bandPower(power, HIGH, true);
        bands[2][at] = bandPower(power, MIDDLE, false);
        bands[3][at] = bandPower(power, HIGH, false);
    }
    await yieldToEvents();
    // A low quantile over the patches: noise is everywhere, texture only in some.
    const [middle, high, middleAcross, highAcross] = bands.map((values) => values.sort()[Math.floor(CALMEST * (chosen.length - 1))]);
    const ratio = (a, b) => (b > 0 ? a / b : 1);
    return { whiteness: [ratio(high, middle), ratio(highAcross, middleAcross)], middle: Math.sqrt(Math.max(middle, middleAcross) / QUANTILE) };
}
/** Cosine frequencies: 0.375-0.6 and 0.75-1 of Nyquist; of the other axis those from OTHERS on, away from what is left of the image. */
const MIDDLE = [3, 5];
const HIGH = [6, 8];
const OTHERS = 3;
const CALMEST = 0.2;
/** That quantile of a mean of 10 squared normals. */
const QUANTILE = 0.618;
function bandPower(power, [from, to], vertical) {
    let sum = 0;
    for (let a = from; a < to; a++)
        for (let b = OTHERS; b < SIDE; b++)
            sum += power[vertical ? a * SIDE + b : b * SIDE + a];
    return sum / ((to - from) * (SIDE - OTHERS));
}
/** Squares of the orthonormal 8x8 cosine transform. */
function cosinePower(patch, half, power) {
    for (let u = 0; u < SIDE; u++) {
        for (let j = 0; j < SIDE; j++) {
            let sum = 0;
            for (let i = 0; i < SIDE; i++)
                sum += COSINES[u * SIDE + i] * patch[i * SIDE + j];
            half[u * SIDE + j] = sum;
        }
    }
    for (let u = 0; u < SIDE; u++) {
        for (let v = 0; v < SIDE; v++) {
            let sum = 0;
            for (let j = 0; j < SIDE; j++)
                sum += COSINES[v * SIDE + j] * half[u * SIDE + j];
            power[u * SIDE + v] = sum * sum;
        }
    }
}
//# sourceMappingURL=noise-patches.js.map