import { idealLowPassInParts, kspaceResizeInParts } from "../../shared/degradation/kspace.js";
import { placedNoise } from "../../shared/diffusion/noise.js";
import { sample } from "../../shared/diffusion/sample.js";
import { noiseRange, presetPlanFrom } from "../../shared/runtime/presets.js";
import { add, subtract } from "../../shared/tensor/loops.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { removeRicianBias } from "./rician.js";
/** Share of the measurement's lowest frequencies that is blended in at the start; it fades with the noise level. */
const REGULARISATION = 0.5;
/** The band that it is blended into, as a share of k-space along each axis. */
const BAND = 1 / 8;
/**
 * R2D2+ denoising (Chung, Lee & Ye 2023): reverse diffusion truncated at the noise level, from the noisy image itself, with the
 * low-frequency regulariser x <- lambda L y + (I - lambda L) x, L an ideal low-pass: an orthogonal projector, so that nothing else
 * shrinks. By default the probability flow, which is deterministic and keeps the spectrum; samples are drawn on request.
 */
export function denoiser({ networks, preset, sigma, alpha, native, removeBias, magnitude, stochastic }) {
    const { card } = networks.model;
    const { minimum } = noiseRange(card);
    const start = minimum * (Math.max(sigma, minimum) / minimum) ** alpha;
    const plan = presetPlanFrom(card, { preset, sigma: start, kind: stochastic ? "ancestral" : "flow" });
    const denoise = networks.denoiser("denoiser", { images: {}, numbers: {} });
    return async (y, { origins, seed, signal }) => {
        const [, , h, w] = y.dims;
        const [rows, columns] = native ?? [h, w];
        const inner = native === undefined ? y : await kspaceResizeInParts(y, { height: rows, width: columns });
        const clean = await sample(denoise, { plan, start: inner, noise: placedNoise(seed), origin: origins, onState: await regulariser(inner, plan.map(({ t }) => t)), ...(signal && { signal }) });
        // beyond the native part there is no white noise to remove: what is there stays
        const whole = native === undefined ? tensor(clean.dims, clean.data.slice()) : add(y, await kspaceResizeInParts(subtract(clean, inner), { height: h, width: w }));
        if (removeBias)
            removeRicianBias(whole.data, sigma);
        if (magnitude)
            for (let i = 0; i < whole.data.length; i++)
                if (whole.data[i] < 0)
                    whole.data[i] = 0;
        return whole;
    };
}
async function regulariser(y, levels) {
    const band = (size) => 2 * Math.floor((BAND * size) / 2) + 1;
    const size = { rows: Math.min(y.dims[2], band(y.dims[2])), columns: Math.min(y.dims[3], band(y.dims[3])) };
    const low = await idealLowPassInParts(y, size);
    return async (z, _step, index) => {
        const next = levels[index + 1];
        if (next === undefined)
            return z; // the last row returns the clean estimate
        const weight = REGULARISATION * (next / levels[0]);
        const own = await idealLowPassInParts(z, size);
        const out = tensor(z.dims);
        for (let i = 0; i < out.data.length; i++)
            out.data[i] = z.data[i] + weight * (low.data[i] - own.data[i]);
        return out;
    };
}
//# sourceMappingURL=denoise.js.map