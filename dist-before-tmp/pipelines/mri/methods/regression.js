import { column, plus } from "../../../shared/runtime/draw-residuals.js";
/** The baseline: one call, the residual to zero-filling that an L1-trained network expects. */
export function regression({ networks, scale }) {
    return async ({ up }, _seed, signal) => plus(up, 1, await networks.run("model", "residual", { images: { up }, numbers: { scale: column(up.dims[0], scale) } }, signal));
}
//# sourceMappingURL=regression.js.map