import { VIEW_SIDE } from "./detect-network.js";
/** Level 0 is the photograph's own array where that has 8 bits; each further level the means of 2 x 2 pixels. */
export function pyramid({ width, height, data, bits }) {
    const levels = [{ width, height, data: bits === 8 ? data : eightBits(data) }];
    for (let last = levels[0]; Math.min(last.width, last.height) >= 32; last = levels.at(-1))
        levels.push(halved(last));
    return levels;
}
function eightBits(data) {
    const out = new Uint8Array(data.length);
    for (let i = 0; i < data.length; i++)
        out[i] = data[i] >> 8;
    return out;
}
function halved({ width, height, data }) {
    const [w, h] = [width >> 1, height >> 1];
    const out = new Uint8Array(w * h * 3);
    for (let row = 0, to = 0; row < h; row++) {
        let from = 2 * row * width * 3;
        const below = width * 3;
        for (let col = 0; col < w; col++, from += 6) {
            for (let c = from; c < from + 3; c++)
                out[to++] = (data[c] + data[c + 3] + data[c + below] + data[c + below + 3] + 2) >> 2;
        }
    }
    return { width: w, height: h, data: out };
}
/** The square of `side` photograph pixels about `center`, turned clockwise by `angle` (radians): a face so turned stands upright in it. */
export function viewAbout(center, side, angle = 0, mirrored = false) {
    const scale = side / VIEW_SIDE;
    const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    const half = VIEW_SIDE / 2;
    return { transform: { a, b, x0: center.x - a * half + b * half, y0: center.y - b * half - a * half }, mirrored };
}
/** [256, 256, 3] in -1..1, into `view` where one is given; black beyond the photograph. Bilinear in the level that is at most twice too fine. */
export function lookAt(levels, { transform, mirrored }, view = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3)) {
    const scale = Math.hypot(transform.a, transform.b);
    const index = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(scale) + 0.25)));
    // The halves drop an odd last column: level pixels are exactly 2^index photograph pixels wide.
    const unit = 2 ** index;
    const inLevel = { a: transform.a / unit, b: transform.b / unit, x0: transform.x0 / unit, y0: transform.y0 / unit };
    view.fill(-1);
    if (inLevel.b === 0 && inLevel.a > 0)
        upright(view, levels[index], inLevel, mirrored);
    else
        turned(view, levels[index], inLevel, mirrored);
    return view;
}
function turned(view, { width, height, data }, { a, b, x0, y0 }, mirrored) {
    for (let row = 0, to = 0; row < VIEW_SIDE; row++) {
        const v = row + 0.5;
        for (let col = 0; col < VIEW_SIDE; col++, to += 3) {
            const u = mirrored ? VIEW_SIDE - col - 0.5 : col + 0.5;
            const x = a * u - b * v + x0 - 0.5;
            const y = b * u + a * v + y0 - 0.5;
            if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)
                continue;
            const left = Math.min(Math.max(Math.floor(x), 0), width - 1);
            const top = Math.min(Math.max(Math.floor(y), 0), height - 1);
            const fx = Math.min(Math.max(x - left, 0), 1);
            const fy = Math.min(Math.max(y - top, 0), 1);
            const at = (top * width + left) * 3;
            const right = left + 1 < width ? 3 : 0;
            const below = top + 1 < height ? width * 3 : 0;
            for (let p = at; p < at + 3; p++) {
                const upper = data[p] + fx * (data[p + right] - data[p]);
                const lower = data[p + below] + fx * (data[p + below + right] - data[p + below]);
                view[to + p - at] = (upper + fy * (lower - upper)) / 127.5 - 1;
            }
        }
    }
}
/** Of a view that stands upright, the same values: rows and columns are placed once, and each row of the level is resampled once. */
function upright(view, { width, height, data }, { a, x0, y0 }, mirrored) {
    const columns = placed(a, x0, width);
    const rows = placed(a, y0, height);
    const [from, to] = mirrored ? [VIEW_SIDE - columns.to, VIEW_SIDE - columns.from] : [columns.from, columns.to];
    let [upper, lower] = [new Float64Array(3 * VIEW_SIDE), new Float64Array(3 * VIEW_SIDE)];
    let [upperRow, lowerRow] = [-1, -1];
    for (let row = rows.from; row < rows.to; row++) {
        const top = rows.first[row];
        const below = Math.min(top + 1, height - 1);
        if (upperRow !== top) {
            const spare = upper;
            upper = lower;
            lower = spare;
            const kept = lowerRow === top;
            lowerRow = upperRow;
            upperRow = top;
            if (!kept)
                across(upper, data, top * width, width, columns, mirrored);
        }
        if (lowerRow !== below)
            across(lower, data, (lowerRow = below) * width, width, columns, mirrored);
        const fy = rows.share[row];
        const start = row * VIEW_SIDE * 3;
        mix(view, start, upper, lower, fy, 3 * from, 3 * to);
    }
}
/** One row of the level, from pixel `row` on, resampled to the view's columns. */
function across(out, data, row, width, { first, share, from, to }, mirrored) {
    for (let place = from; place < to; place++) {
        const left = first[place];
        const p = (row + left) * 3;
        const right = left + 1 < width ? 3 : 0;
        const fx = share[place];
        const at = 3 * (mirrored ? VIEW_SIDE - 1 - place : place);
        out[at] = data[p] + fx * (data[p + right] - data[p]);
        out[at + 1] = data[p + 1] + fx * (data[p + right + 1] - data[p + 1]);
        out[at + 2] = data[p + 2] + fx * (data[p + right + 2] - data[p + 2]);
    }
}
function mix(view, start, upper, lower, share, from, to) {
    for (let i = from; i < to; i++)
        view[start + i] = (upper[i] + share * (lower[i] - upper[i])) / 127.5 - 1;
}
function placed(a, offset, length) {
    const first = new Int32Array(VIEW_SIDE);
    const share = new Float64Array(VIEW_SIDE);
    let [from, to] = [VIEW_SIDE, 0];
    for (let i = 0; i < VIEW_SIDE; i++) {
        const x = a * (i + 0.5) + offset - 0.5;
        if (x < -0.5 || x > length - 0.5)
            continue;
        from = Math.min(from, i);
        to = i + 1;
        const at = Math.min(Math.max(Math.floor(x), 0), length - 1);
        first[i] = at;
        share[i] = Math.min(Math.max(x - at, 0), 1);
    }
    return { first, share, from, to };
}
/** What was seen in a view, in photograph pixels and with left and right as the photograph's viewer has them. */
export function inPhoto(sighting, { transform: { a, b, x0, y0 }, mirrored }) {
    const scale = Math.hypot(a, b);
    const place = ({ x, y }) => {
        const u = mirrored ? VIEW_SIDE - x : x;
        return { x: a * u - b * y + x0, y: b * u + a * y + y0 };
    };
    const points = sighting.points.map(place);
    const [eye, otherEye, nose, mouth, ear, otherEar] = points;
    return {
        score: sighting.score,
        center: place(sighting.center),
        width: sighting.width * scale,
        height: sighting.height * scale,
        points: mirrored ? [otherEye, eye, nose, mouth, otherEar, ear] : points,
    };
}
//# sourceMappingURL=detect-view.js.map