import { readFile } from "node:fs/promises";
import { KERNEL_SIZE, convolveKernels, deltaKernel, gaussianKernel, kernelCorrelation, normalizeKernel } from "../../shared/degradation/kernel.js";
import { ddim } from "../../shared/diffusion/plans/ddim.js";
import { draws, placedNoise } from "../../shared/diffusion/noise.js";
import { sample } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { pad } from "../../shared/tensor/layout.js";
import { bandGroups } from "./groups.js";
import { scheduleIn } from "../../shared/runtime/presets.js";
/** `auto`, `gaussian:s1,s2,angle` (output pixels, degrees from the column axis towards increasing rows), or a path. */
export function parseKernel(text) {
    if (text === "auto")
        return { kind: "auto" };
    const match = /^gaussian:(.*)$/.exec(text);
    if (!match)
        return { kind: "file", path: text };
    const numbers = match[1].split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    const [sigma1, sigma2, angle = 0] = numbers;
    if (numbers.length < 2 || numbers.length > 3 || !numbers.every(Number.isFinite) || !(sigma1 > 0) || !(sigma2 > 0)) {
        throw expected("bad-option", { subject: "--kernel", want: "gaussian:s1,s2,angle with sigmas above 0", got: text, advice: "for example gaussian:1.6,0.8,30" });
    }
    return { kind: "gaussian", sigma1: sigma1, sigma2: sigma2, angle };
}
/** The kernel that the user gave, 25 x 25; undefined for auto. */
export async function givenKernel(option) {
    if (option.kind === "auto")
        return undefined;
    if (option.kind === "gaussian")
        return gaussianKernel({ sigma1: option.sigma1, sigma2: option.sigma2, angle: (option.angle * Math.PI) / 180 });
    let text;
    try {
        text = await readFile(option.path, "utf8");
    }
    catch (cause) {
        throw expected("bad-option", { subject: "--kernel", want: "auto, gaussian:s1,s2,angle or a file that can be read", got: option.path, advice: "check the path", cause });
    }
    return readKernel(text, option.path);
}
/** JSON `{ "size": n, "data": [n*n numbers] }` or n lines of n numbers, n odd and at most 25. */
export function readKernel(text, name) {
    const wrong = (got) => expected("bad-option", {
        subject: name,
        want: `an odd square of at most ${KERNEL_SIZE} x ${KERNEL_SIZE} non-negative numbers, as {"size", "data"} or as lines`,
        got,
        advice: "write one with rsr kernel",
    });
    let values;
    if (text.trimStart().startsWith("{")) {
        try {
            values = JSON.parse(text).data;
        }
        catch {
            throw wrong("damaged JSON");
        }
    }
    else
        values = text.trim().split(/[\s,]+/).map(Number);
    if (!Array.isArray(values) || !values.every((v) => typeof v === "number" && Number.isFinite(v) && v >= 0))
        throw wrong("other contents");
    const size = Math.sqrt(values.length);
    if (!Number.isInteger(size) || size % 2 === 0 || size > KERNEL_SIZE || !values.some((v) => v > 0))
        throw wrong(`${values.length} numbers`);
    const kernel = normalizeKernel(values);
    return size === KERNEL_SIZE ? kernel : convolveKernels(deltaKernel(KERNEL_SIZE), kernel);
}
/** The model's table "kernel-basis". Throws bad-model where it is missing or has another shape. */
export async function readKernelBasis(model) {
    const basis = JSON.parse(new TextDecoder().decode(await model.data("kernel-basis")));
    const area = KERNEL_SIZE ** 2;
    if (basis.size !== KERNEL_SIZE || basis.mean?.length !== area || !basis.basis?.length || basis.basis.some((row) => row.length !== area)) {
        throw expected("bad-model", { subject: model.folder, want: `a kernel-basis of ${KERNEL_SIZE} x ${KERNEL_SIZE}`, got: `size ${basis.size}`, advice: "install the model again" });
    }
    return basis;
}
export function decodeKernel({ mean, basis }, code) {
    const root = Float64Array.from(mean);
    basis.forEach((row, i) => row.forEach((v, k) => (root[k] += code[i] * v)));
    return normalizeKernel(root.map((v) => v * v));
}
/**
 * Side of a voting window in input pixels, candidates along an axis, voters (the candidates with the strongest gradients),
 * and the least number of votes: a small scene's few windows draw several times.
 */
const VOTE = { side: 64, across: 6, voters: 12, smallest: 32, least: 12 };
const STEPS = 10;
/**
 * DDSR's first diffusion: a kernel code for each of several windows of the scene, by 10 DDIM steps from placed noise. The
 * scene's kernel is the median of the votes, element by element. Undefined where no window is valid.
 */
export async function predictKernel(model, { prepared, scale, seed, signal }) {
    const windows = await strongest(prepared, signal);
    if (windows.length === 0)
        return undefined;
    const votes = [];
    const basis = await readKernelBasis(model);
    const size = basis.basis.length;
    const plan = ddim(scheduleIn(model.card), { steps: STEPS });
    const noise = placedNoise(seed);
    for (const { lr, region } of windows) {
        signal?.throwIfAborted();
        const groups = bandGroups(lr);
        const [n] = groups.dims;
        const { features } = await model.run("kernel-encoder", { lr: groups, scale: { data: new Float32Array(n).fill(scale), dims: [n, 1] } });
        const denoise = model.denoiser("kernel", { features: features });
        for (let draw = 0; draw < Math.ceil(VOTE.least / (windows.length * n)); draw++) {
            const origins = Array.from({ length: n }, (_, group) => ({ row: region.row + group * 2 ** 24 + draw * 2 ** 22, col: region.col * size }));
            const start = noise.fill([n, 1, 1, size], draws.start, origins);
            const code = await sample(denoise, { plan, start, ...(signal && { signal }) });
            for (let group = 0; group < n; group++)
                votes.push(decodeKernel(basis, code.data.subarray(group * size, (group + 1) * size)));
        }
    }
    const kernel = medianKernel(votes);
    return { kernel, regions: windows.map(({ region }) => region), agreement: votes.reduce((sum, vote) => sum + kernelCorrelation(vote, kernel), 0) / votes.length };
}
/** Windows on a regular grid over the whole scene, fully valid, those with the strongest mean gradient first. */
async function strongest(prepared, signal) {
    const { scene } = prepared;
    const found = [];
    for (const row of places(scene.height)) {
        for (const col of places(scene.width)) {
            signal?.throwIfAborted();
            const region = { row, col, height: Math.min(VOTE.side, scene.height), width: Math.min(VOTE.side, scene.width) };
            const { y, valid } = await prepared.measured(region, signal);
            if (valid.some((mask) => mask.includes(0)))
                continue;
            found.push({ lr: atLeast(y, VOTE.smallest), region, strength: meanGradient(y) });
        }
    }
    return found.sort((a, b) => b.strength - a.strength).slice(0, VOTE.voters);
}
function places(extent) {
    const last = Math.max(0, extent - VOTE.side);
    const count = Math.min(VOTE.across, Math.ceil(extent / VOTE.side));
    return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * last) / (count - 1))));
}
function atLeast(x, side) {
    const [, , h, w] = x.dims;
    return h >= side && w >= side ? x : pad(x, { top: 0, left: 0, bottom: Math.max(0, side - h), right: Math.max(0, side - w) }, "edge");
}
function meanGradient({ data, dims: [n, c, h, w] }) {
    let sum = 0;
    for (let p = 0; p < n * c * h; p++)
        for (let j = 1; j < w; j++)
            sum += Math.abs(data[p * w + j] - data[p * w + j - 1]);
    return sum / data.length;
}
function medianKernel(votes) {
    const length = votes[0].data.length;
    const median = new Float64Array(length);
    const values = new Float64Array(votes.length);
    for (let i = 0; i < length; i++) {
        votes.forEach((vote, v) => (values[v] = vote.data[i]));
        values.sort();
        median[i] = (values[(votes.length - 1) >> 1] + values[votes.length >> 1]) / 2;
    }
    return normalizeKernel(median);
}
//# sourceMappingURL=kernel.js.map