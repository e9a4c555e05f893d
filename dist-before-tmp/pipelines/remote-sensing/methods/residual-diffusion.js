import { drawResiduals } from "../../../shared/runtime/draw-residuals.js";
/** Distance of the noise fields of two band groups: more rows than any scene has. */
const GROUP_ROWS = 2 ** 24;
/** Draws `base` + residual for each seed, in arrays of tensor/spare.ts; noise is addressed by band group and place. `conditions` feed the denoiser. */
export async function drawTile({ model, plan, seeds }, { base, tile, conditions, signal }) {
    const origins = Array.from({ length: base.dims[0] }, (_, i) => ({ row: tile.origin.row + (tile.group + i) * GROUP_ROWS, col: tile.origin.col }));
    return drawResiduals(model.denoiser("denoiser", conditions, { spare: true }), { card: model.card, plan, seeds, base, origins, spare: true, ...(signal && { signal }) });
}
//# sourceMappingURL=residual-diffusion.js.map