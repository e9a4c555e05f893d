import { give } from "../../../shared/tensor/spare.js";
import { column, plusInPlace } from "../../../shared/runtime/draw-residuals.js";
import { drawTile } from "./residual-diffusion.js";
/** TESR (Ali et al., Remote Sensing 15(9):2346, 2023): a window transformer restores, diffusion enhances what it leaves. */
export function tesr(context) {
    return async (tile, signal) => {
        const { up } = tile;
        const scale = column(up.dims[0], context.scale);
        const { residual } = await context.model.run("stage1", { up, scale }, { dims: { residual: up.dims }, ...(signal && { signal }) });
        const first = plusInPlace(up, residual);
        const drawn = await drawTile(context, { base: first, tile, conditions: { up, first, scale }, signal });
        give(first.data);
        return drawn;
    };
}
//# sourceMappingURL=tesr.js.map