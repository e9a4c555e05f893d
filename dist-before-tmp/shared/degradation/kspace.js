import { setImmediate as yieldToEvents } from "node:timers/promises";
import { tensor } from "../tensor/tensor.js";
import { lineOperator } from "./kspace-line.js";
import { highSize, lowSize, requireScale } from "./operator.js";
/**
 * In-plane truncation of k-space (Mao et al. 2023; design.md 5): of [n, c, s*h, s*w] the frequencies |k| < h/2, |k| < w/2, and of an
 * even size's Nyquist pair the symmetric part. A A^+ = I exactly, A^+ A = P is an orthogonal projection.
 */
export function kspaceTruncate(scale, { alignment = "corner", boundary = "periodic" } = {}) {
    const scales = typeof scale === "number" ? [scale, scale] : scale;
    for (const each of scales)
        requireScale("kspaceTruncate", each);
    if (boundary === "mirror" && alignment !== "center")
        throw new Error("kspaceTruncate: a mirror boundary needs center alignment");
    const small = (x) => ({ height: lowSize("kspaceTruncate", x, 1).height / scales[0], width: x.dims[3] / scales[1] });
    const large = (y) => ({ height: highSize(y, scales[0]).height, width: highSize(y, scales[1]).width });
    const resampled = (x, size, kind = "resample") => separable(x, size, { alignment, kind }, boundary);
    const apply = (x) => finished(resampled(x, whole(small(x), x, scales)));
    const fill = (y) => finished(resampled(y, large(y)));
    return {
        scale: Math.max(...scales),
        scales,
        radius: Infinity,
        apply,
        adjoint: (y) => finished(resampled(y, large(y), "adjoint")),
        pseudoInverse: (y, lambda = 0) => fill(lambda === 0 ? y : damped(y, lambda, scales, boundary)),
        lowPass: (x) => fill(apply(x)),
        applyInParts: (x) => inParts(resampled(x, whole(small(x), x, scales))),
        pseudoInverseInParts: (y) => inParts(resampled(y, large(y))),
    };
}
/** Crops or zero-fills the k-space of every plane to any size, sample 0 staying where it is; values keep their scale. */
export function kspaceResize(x, size) {
    return finished(separable(x, size, { alignment: "corner", kind: "resample" }, "periodic"));
}
/** `kspaceResize`, letting other events in between. */
export function kspaceResizeInParts(x, size) {
    return inParts(separable(x, size, { alignment: "corner", kind: "resample" }, "periodic"));
}
/** The ideal low-pass that keeps `rows` x `columns` of k-space (whole, at most the image's own): an orthogonal projection. */
export function idealLowPass(x, { rows, columns }) {
    const [, , height, width] = x.dims;
    return kspaceResize(kspaceResize(x, { height: rows, width: columns }), { height, width });
}
/** `idealLowPass`, letting other events in between. */
export async function idealLowPassInParts(x, { rows, columns }) {
    const [, , height, width] = x.dims;
    return kspaceResizeInParts(await kspaceResizeInParts(x, { height: rows, width: columns }), { height, width });
}
function whole(size, x, scales) {
    if (!Number.isInteger(size.height) || !Number.isInteger(size.width)) {
        throw new Error(`kspaceTruncate: expected height and width to be multiples of ${scales.join(" and ")}, got ${x.dims[2]}x${x.dims[3]}`);
    }
    return size;
}
/**
 * (A A' + lambda I)^-1 A A' y, so that A^+ of it is A'(A A' + lambda I)^-1 y. A A' is 1/(s s) for every frequency, twice that at a
 * Nyquist frequency of an even size, where the eigenvectors alternate.
 */
function damped(y, lambda, scales, boundary) {
    const [, , h, w] = y.dims;
    const gain = (doubled) => {
        const g = doubled / (scales[0] * scales[1]);
        return g / (g + lambda);
    };
    const double = (size, scale) => boundary === "periodic" && scale > 1 && size % 2 === 0;
    const rows = double(h, scales[0]);
    const columns = double(w, scales[1]);
    const out = scaled(y, gain(1));
    const alternatingRows = rows ? alternating(y, "rows") : undefined;
    const alternatingColumns = columns ? alternating(y, "columns") : undefined;
    if (alternatingRows)
        accumulate(out, alternatingRows, gain(2) - gain(1));
    if (alternatingColumns)
        accumulate(out, alternatingColumns, gain(2) - gain(1));
    if (alternatingRows && columns)
        accumulate(out, alternating(alternatingRows, "columns"), gain(4) - 2 * gain(2) + gain(1));
    return out;
}
/** The part of every line that alternates from sample to sample. */
function alternating(y, axis) {
    const [n, c, h, w] = y.dims;
    const out = tensor(y.dims);
    const [lines, jump, count, step] = axis === "rows" ? [w, 1, h, w] : [h, w, w, 1];
    for (let p = 0; p < n * c; p++) {
        for (let line = 0; line < lines; line++) {
            const from = p * h * w + line * jump;
            let sum = 0;
            for (let i = 0; i < count; i++)
                sum += (i % 2 === 0 ? 1 : -1) * y.data[from + i * step];
            for (let i = 0; i < count; i++)
                out.data[from + i * step] = ((i % 2 === 0 ? 1 : -1) * sum) / count;
        }
    }
    return out;
}
function scaled(y, gain) {
    return tensor(y.dims, y.data.map((v) => gain * v));
}
function accumulate(to, y, gain) {
    for (let i = 0; i < to.data.length; i++)
        to.data[i] += gain * y.data[i];
}
/** Samples done between two yields: under 10 ms. */
const PART = 1 << 16;
function finished(steps) {
    for (;;) {
        const { done, value } = steps.next();
        if (done)
            return value;
    }
}
async function inParts(steps) {
    for (;;) {
        const { done, value } = steps.next();
        await yieldToEvents();
        if (done)
            return value;
    }
}
/** Both axes of every plane; the axis that shrinks first, or grows last. Pauses between parts. */
function* separable(x, { height, width }, options, boundary) {
    const [n, c, h, w] = x.dims;
    if (Math.min(h, w, height, width) < 1)
        throw new Error(`kspace: expected sizes of at least 1, got ${h}x${w} to ${height}x${width}`);
    const rowsFirst = height <= h; // rows are the axis of length h
    const middle = rowsFirst ? [n, c, height, w] : [n, c, h, width];
    const between = yield* alongAxis(x, middle, rowsFirst ? "rows" : "columns", options, boundary);
    return yield* alongAxis(between, [n, c, height, width], rowsFirst ? "columns" : "rows", options, boundary);
}
function* alongAxis(x, dims, axis, options, boundary) {
    const [, , h, w] = x.dims;
    const [from, to] = axis === "rows" ? [h, dims[2]] : [w, dims[3]];
    if (from === to)
        return x;
    const out = tensor(dims);
    const mirrored = boundary === "mirror" ? 2 : 1;
    const { input, output, run } = lineOperator(mirrored * from, mirrored * to, options);
    // a line's first sample, and the distance of its samples, on both sides
    const [lines, step] = axis === "rows" ? [w, w] : [h, 1];
    const jump = axis === "rows" ? [1, 1] : [w, dims[3]];
    const perPart = Math.max(1, Math.floor(PART / (2 * mirrored * Math.max(from, to)))); // pairs of lines
    let pairs = 0;
    for (let plane = 0; plane < dims[0] * dims[1]; plane++) {
        // pairs within a plane only: what a line is paired with may move its last bit
        for (let line = 0; line < lines; line += 2) {
            if (pairs++ === perPart) {
                pairs = 1;
                yield;
            }
            const second = Math.min(line + 1, lines - 1);
            const source = plane * h * w;
            const target = plane * dims[2] * dims[3];
            gather(x.data, source + line * jump[0], source + second * jump[0], step, input, from, mirrored === 2, options.kind);
            run();
            scatter(output, out.data, target + line * jump[1], target + second * jump[1], axis === "rows" ? dims[3] : 1, to, mirrored === 2 && options.kind === "adjoint");
        }
    }
    return out;
}
function gather(x, a, b, step, line, count, mirror, kind) {
    for (let k = 0; k < count; k++, a += step, b += step) {
        line[2 * k] = x[a];
        line[2 * k + 1] = x[b];
    }
    if (!mirror)
        return;
    if (kind === "adjoint")
        line.fill(0, 2 * count); // the transpose of leaving the second half out
    else
        for (let k = 0, m = 4 * count - 2; k < 2 * count; k += 2, m -= 2)
            (line[m] = line[k]), (line[m + 1] = line[k + 1]);
}
/** `fold`: the second half is added to the first, the transpose of mirroring. */
function scatter(line, out, a, b, step, count, fold) {
    for (let k = 0, m = 4 * count - 2; k < 2 * count; k += 2, m -= 2, a += step, b += step) {
        out[b] = line[k] + (fold ? line[m] : 0);
        out[a] = line[k + 1] + (fold ? line[m + 1] : 0);
    }
}
//# sourceMappingURL=kspace.js.map