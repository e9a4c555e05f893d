import { expected } from "../../shared/errors.js";
/** Corners may differ by this much of a pixel: rounding of the tags, not another place. */
const CORNER_TOLERANCE = 0.01;
/**
 * Throws bad-input unless `scene` covers the same ground as `reference` with pixels `factor` times as large: size, CRS, and
 * the four corners. `relaxed` leaves the georeference out.
 */
export function requireSamePlace(scene, reference, { factor = 1, relaxed = false } = {}) {
    const wrong = (want, got, advice) => expected("bad-input", { subject: scene.name, want, got, advice });
    if (scene.width * factor !== reference.width || scene.height * factor !== reference.height) {
        const [w, h] = [reference.width / factor, reference.height / factor];
        throw wrong(`${w}x${h} pixels to match ${reference.name}`, `${scene.width}x${scene.height}`, "cut or make both for the same ground");
    }
    if (relaxed)
        return;
    const advice = "give images of the same place, or pass --ignore-georeference";
    const [a, b] = [scene.georeference, reference.georeference];
    if (a.epsg !== b.epsg)
        throw wrong(`the CRS of ${reference.name}, ${crsName(b.epsg)}`, crsName(a.epsg), advice);
    if ((a.transform === undefined) !== (b.transform === undefined)) {
        throw wrong(`${b.transform ? "an" : "no"} affine georeference like ${reference.name}`, a.transform ? "one" : "none", advice);
    }
    if (a.transform === undefined || b.transform === undefined)
        return;
    const pixel = Math.hypot(b.transform[0], b.transform[3]);
    for (const [col, row] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
        const [x, y] = at(a.transform, col * scene.width, row * scene.height);
        const [u, v] = at(b.transform, col * reference.width, row * reference.height);
        const off = Math.hypot(x - u, y - v) / pixel;
        if (off > CORNER_TOLERANCE) {
            const name = `${row ? "lower" : "upper"} ${col ? "right" : "left"} corner`;
            throw wrong(`the ${name} of ${reference.name} at ${u}, ${v}`, `${x}, ${y} (${off.toFixed(2)} pixels off)`, advice);
        }
    }
}
function at([a, b, c, d, e, f], col, row) {
    return [a * col + b * row + c, d * col + e * row + f];
}
function crsName(epsg) {
    return epsg === undefined ? "none that is named" : `EPSG:${epsg}`;
}
/** LR pixel over HR pixel: the whole factor between their sizes. */
export function factorBetween(low, reference) {
    const factor = reference.width / low.width;
    if (!Number.isInteger(factor) || factor < 2 || reference.height / low.height !== factor) {
        throw expected("bad-input", {
            subject: low.name, want: `a size that ${reference.name} (${reference.width}x${reference.height}) is a whole multiple of`, got: `${low.width}x${low.height}`,
            advice: "give the low resolution that the result was made from",
        });
    }
    return factor;
}
/** The bands to compare, from 0: all that are no alpha, or those asked for (from 1). Throws where the scenes do not match. */
export function comparedBands(scenes, wanted) {
    const reference = scenes[0];
    const own = (scene) => scene.bands.flatMap(({ interpretation }, b) => (interpretation === "alpha" ? [] : [b]));
    const bands = wanted?.map((band) => band - 1) ?? own(reference);
    for (const scene of scenes) {
        const count = own(scene).length;
        if (wanted === undefined && count !== bands.length) {
            throw expected("bad-input", { subject: scene.name, want: `${bands.length} bands like ${reference.name}`, got: count, advice: "choose bands with --bands" });
        }
        const missing = bands.find((band) => band >= scene.bands.length);
        if (missing !== undefined)
            throw expected("bad-option", { subject: "--bands", want: `numbers up to ${scene.bands.length} for ${scene.name}`, got: missing + 1, advice: "choose others" });
    }
    return bands;
}
//# sourceMappingURL=evaluate-place.js.map