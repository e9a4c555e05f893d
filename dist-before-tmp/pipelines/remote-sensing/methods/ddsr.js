import { column } from "../../../shared/runtime/draw-residuals.js";
import { give } from "../../../shared/tensor/spare.js";
import { drawTile } from "./residual-diffusion.js";
/**
 * DDSR (Xu et al., arXiv 2305.12170): the residual's diffusion is conditioned twice, on the features of an LR encoder and
 * on the blur kernel that a first diffusion predicted (kernel.ts) or that the user gave.
 */
export function ddsr(context) {
    const { kernel } = context;
    if (kernel === undefined)
        throw new Error("ddsr: expected a kernel; predict or give one");
    /** Of tiles by their size: tiles are of few. */
    const featureDims = new Map();
    return async (tile, signal) => {
        const { up } = tile;
        const groups = up.dims[0];
        const scale = column(groups, context.scale);
        const dims = featureDims.get(up.dims.join());
        const { features } = await context.model.run("encoder", { up, scale }, { ...(dims && { dims: { features: dims } }), ...(signal && { signal }) });
        featureDims.set(up.dims.join(), features.dims);
        const drawn = await drawTile(context, { base: up, tile, conditions: { up, features: features, kernel: repeated(kernel, groups), scale }, signal });
        give(features.data);
        return drawn;
    };
}
function repeated({ data }, n) {
    const out = new Float32Array(n * data.length);
    for (let i = 0; i < n; i++)
        out.set(data, i * data.length);
    return { data: out, dims: [n, data.length] };
}
//# sourceMappingURL=ddsr.js.map