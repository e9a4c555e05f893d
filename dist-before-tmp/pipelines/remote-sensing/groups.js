import { tensor } from "../../shared/tensor/tensor.js";
/** Networks take bands in threes: [1, bands, h, w] -> [groups, 3, h, w], the last band repeated to fill the last group. */
export function bandGroups(x) {
    const [, bands, h, w] = x.dims;
    const groups = Math.ceil(bands / 3);
    if (bands === groups * 3)
        return tensor([groups, 3, h, w], x.data);
    const plane = h * w;
    const out = tensor([groups, 3, h, w]);
    out.data.set(x.data);
    const last = x.data.subarray((bands - 1) * plane);
    for (let b = bands; b < groups * 3; b++)
        out.data.set(last, b * plane);
    return out;
}
//# sourceMappingURL=groups.js.map