import { column, plusInPlace } from "../../../shared/runtime/draw-residuals.js";
/** The baseline: one call, the residual to the bicubic enlargement that an L1-trained network expects. */
export function regression({ model, scale }) {
    return async ({ up }, signal) => {
        const { residual } = await model.run("model", { up, scale: column(up.dims[0], scale) }, { dims: { residual: up.dims }, ...(signal && { signal }) });
        return [plusInPlace(up, residual)];
    };
}
//# sourceMappingURL=regression.js.map