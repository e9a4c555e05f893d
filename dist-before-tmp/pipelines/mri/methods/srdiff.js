import { predictAndRefine } from "./refine.js";
/** A conditional predict-and-refine network for a single contrast; the preset's steps lead from fidelity to detail. */
export function srdiff(context) {
    return (batch, seed, signal) => predictAndRefine(context, batch, { seed, signal });
}
//# sourceMappingURL=srdiff.js.map