import { resampleTable } from "../tensor/resample.js";
import { applySum } from "./separable-sum.js";
/**
 * A part of one plane enlarged by `scale`, as `resize` with the bicubic kernel enlarges the whole but with float32 products and sums:
 * x [height, width] at 0, the part at `to` of `out`, row-major.
 */
export function enlargePart(x, { height, width, scale }, part, out, to) {
    if (part.row + part.height > height * scale || part.col + part.width > width * scale)
        throw new Error(`enlargePart: expected a part of ${height * scale}x${width * scale}, got ${JSON.stringify(part)}`);
    applySum({ vertical: [rowsOf(table(height, scale), part.row, part.height)], horizontal: [rowsOf(table(width, scale), part.col, part.width)] }, x, 0, out, to);
}
function rowsOf({ cols, first, count, weights, stride }, from, rows) {
    const to = from + rows;
    return { rows, cols, first: first.subarray(from, to), count: count.subarray(from, to), weights: weights.subarray(from * stride, to * stride), stride };
}
/** Asked for lately: tiles are of few sizes. */
const recent = new Map();
function table(length, scale) {
    const key = `${length} ${scale}`;
    let found = recent.get(key);
    if (found === undefined) {
        found = resampleTable(length, length * scale, "bicubic");
        if (recent.size === 8)
            recent.delete(recent.keys().next().value);
        recent.set(key, found);
    }
    return found;
}
//# sourceMappingURL=enlarge.js.map