import { CHAIN_SIDE, degradeFace, drawBlind, enlarged } from "../../shared/degradation/face-chain.js";
import { randomStream } from "../../shared/degradation/random.js";
import { drawTurbulence, turbulence, turbulenceFields } from "../../shared/degradation/turbulence.js";
import { jpegRoundTrip } from "./degrade-jpeg.js";
export const severityNames = ["mild", "medium", "severe"];
/** Fixed parameters inside the ranges of the training. */
export const severities = {
    blind: {
        mild: { sigma: [1, 1], angle: 0, scale: 2, noise: 4 / 255, quality: 85 },
        medium: { sigma: [2.5, 2.5], angle: 0, scale: 4, noise: 10 / 255, quality: 65 },
        severe: { sigma: [5, 5], angle: 0, scale: 10, noise: 16 / 255, quality: 40 },
    },
    turbulence: {
        mild: { tilt: 0.8, correlation: 12, blur: 1.5, scale: 1, noise: 2 / 255 },
        medium: { tilt: 1.6, correlation: 10, blur: 3, scale: 2, noise: 6 / 255 },
        severe: { tilt: 2.8, correlation: 8, blur: 5, scale: 3, noise: 11 / 255 },
    },
};
/**
 * x [1, 3 or 1, h, w] in 0..1, degraded, of the same size unless `keepSmall`; not clamped, as the networks get it. Parameters, noise and
 * fields draw from streams of their own: giving one parameter does not change the others.
 */
export async function degradeTensor(x, recipe, { faceSide = CHAIN_SIDE, keepSmall = false, signal } = {}) {
    const { seed, severity } = recipe;
    const [, , height, width] = x.dims;
    const random = randomStream(seed, 2);
    const common = { seed, faceSide, ...(severity !== undefined && { severity }) };
    const stop = signal === undefined ? {} : { signal };
    let small;
    let record;
    if (recipe.kind === "blind") {
        const p = filled(recipe, severity === undefined ? drawBlind(randomStream(seed, 1)) : severities.blind[severity], ["sigma", "angle", "scale", "noise", "quality"]);
        small = await degradeFace(x, p, { random, roundTrip: jpegRoundTrip, faceSide, ...stop });
        record = { kind: "blind", ...common, ...p, quality: Math.floor(p.quality), angle: (p.angle * 180) / Math.PI, noise: 255 * p.noise };
    }
    else {
        const p = filled(recipe, severity === undefined ? drawTurbulence(randomStream(seed, 1)) : severities.turbulence[severity], ["tilt", "correlation", "blur", "scale", "noise"]);
        const fields = await turbulenceFields(randomStream(seed, 3), p, { height, width, faceSide });
        small = await turbulence(x, p, { fields, random, faceSide, keepSmall: true, ...stop });
        record = { kind: "turbulence", ...common, ...p, noise: 255 * p.noise };
    }
    return { image: keepSmall ? small : enlarged(small, { height, width }), record: { ...record, small: { width: small.dims[3], height: small.dims[2] } } };
}
function filled(given, base, names) {
    return Object.fromEntries(names.map((name) => [name, given[name] ?? base[name]]));
}
//# sourceMappingURL=degrade-recipe.js.map