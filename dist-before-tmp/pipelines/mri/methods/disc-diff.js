import { tensor } from "../../../shared/tensor/tensor.js";
import { predictAndRefine } from "./refine.js";
/**
 * DisC-Diff (Mao et al., MICCAI 2023): diffusion guided by a co-registered contrast of higher resolution, whose shared and own content
 * the network disentangles. Slices without a reference get zeros and are told so: the single-contrast branch.
 */
export function discDiff(context) {
    return (batch, seed, signal) => {
        const { reference = tensor(batch.up.dims) } = batch;
        const n = batch.up.dims[0];
        const given = { data: Float32Array.from({ length: n }, (_, i) => (batch.reference !== undefined && (batch.given?.[i] ?? true) ? 1 : 0)), dims: [n, 1] };
        return predictAndRefine(context, batch, { seed, extra: { images: { reference }, numbers: { given } }, signal });
    };
}
//# sourceMappingURL=disc-diff.js.map