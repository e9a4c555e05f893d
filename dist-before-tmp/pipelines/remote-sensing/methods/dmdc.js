import { column } from "../../../shared/runtime/draw-residuals.js";
import { drawTile } from "./residual-diffusion.js";
/**
 * DMDC (Liu et al., Remote Sensing 14(19):4834, 2022): SR3-type diffusion conditioned on the enlarged image. The detail
 * supplement and the pixel constraint live in the training; here the residual is diffused.
 */
export function dmdc(context) {
    return async (tile, signal) => {
        const { up } = tile;
        const conditions = { up, scale: column(up.dims[0], context.scale) };
        return drawTile(context, { base: up, tile, conditions, signal });
    };
}
//# sourceMappingURL=dmdc.js.map