import { presetPlan } from "../../shared/runtime/presets.js";
import { methods } from "./methods/index.js";
/**
 * Seconds of one core of an AMD EPYC: for a million output pixels of a band whatever the method and for consistency, of three bands
 * for a network call, and for the prediction of a scene's blur.
 */
const COST = { band: 0.25, consistency: 0.1, call: 2.5, blur: 2.5 };
/** A rough guess, from one machine. */
export function estimatedSeconds({ options, window, bands }, card) {
    const { scale, method, consistency, samples, preset, steps, kernel } = options;
    const millions = (window.width * window.height * scale ** 2) / 1e6;
    const plan = card?.diffusion ? presetPlan(card, { preset, ...(steps !== undefined && { steps }) }).length : 0;
    const calls = method === "bicubic" ? 0 : methods[method].callsBefore + samples * plan;
    const blur = method !== "bicubic" && kernel.kind === "auto" && (consistency || method === "ddsr") ? COST.blur : 0;
    return blur + millions * (bands.length * (COST.band + (consistency ? samples * COST.consistency : 0)) + Math.ceil(bands.length / 3) * calls * COST.call);
}
//# sourceMappingURL=estimate.js.map