import { setImmediate as yieldToEvents } from "node:timers/promises";
import { kspaceTruncate } from "../../shared/degradation/kspace.js";
import { paint } from "../../shared/report/page-picture.js";
import { tensor } from "../../shared/tensor/tensor.js";
import { requireRelation } from "./evaluate-place.js";
/** A page of every slice of a 3-D scan would have a thousand pictures; these are enough to judge by. */
const MOST_FRAMES = 24;
/** Smallest end of a scale of changes, as a share of the grey window: the rounding of whole numbers must not look like a finding. */
const LEAST_SCALE = 0.02;
/** Values looked at for the ends of a colour scale. */
const MOST_VALUES = 200_000;
/**
 * Slices before, after, their difference and the uncertainty, written as pictures. "Before" is the input enlarged by
 * zero-filling, which adds nothing, so that the difference is all that the processing changed. Before and after share one
 * grey scale; every scale is the same for all slices.
 */
export async function writePictures(writer, { id, before, after, deviation, signal }) {
    const { geometry } = after;
    const shown = await shownSlices({ before, after, ...(deviation && { deviation }), ...(signal && { signal }) });
    const measured = sorted([before.data], (i) => before.valid?.[i] !== 0);
    const window = ends(quantile(measured, 0.005), quantile(measured, 0.995));
    const least = LEAST_SCALE * (window.high - window.low);
    const change = Math.max(least, quantile(sorted(shown.map(({ difference }) => difference.map(Math.abs))), 0.998));
    const spread = Math.max(least, quantile(sorted(shown.flatMap((it) => (it.deviation ? [it.deviation] : []))), 0.998));
    const looks = [
        { name: "before", map: "grey", ...window },
        { name: "after", map: "grey", ...window },
        { name: "difference", map: "difference", low: -change, high: change },
        { name: "deviation", map: "spread", low: 0, high: spread },
    ];
    const frames = [];
    for (const it of shown) {
        signal?.throwIfAborted();
        const pictures = [];
        for (const { name, ...look } of looks) {
            const values = it[name];
            pictures.push(values && (await writer.picture(`${id}-${it.slice + 1}-${name}`, paint(values, { width: geometry.columns, height: geometry.rows, ...look }))));
        }
        frames.push({ label: `slice ${it.slice + 1} of ${geometry.slices}`, pictures });
    }
    return {
        unit: "slice", frames, first: frames.length >> 1, panels: panels({ window, change, spread }),
        aspect: (geometry.columns * geometry.pixelSpacing[1]) / (geometry.rows * geometry.pixelSpacing[0]),
    };
}
function panels({ window, change, spread }) {
    const grey = { map: "grey", low: short(window.low), high: short(window.high), unit: "signal" };
    return [
        { title: "Before", caption: "The input, enlarged by zero-filling of k-space, which adds nothing.", scale: grey },
        { title: "After", caption: "The result, in the same grey scale.", scale: grey },
        { title: "Difference", caption: "After minus before: all that was changed. Detail added here was not measured.", scale: { map: "difference", low: short(-change), high: short(change), unit: "signal" } },
        { title: "Uncertainty", caption: "Standard deviation between samples of the network. Dark is where they agree, which is not where they are right.", scale: { map: "spread", low: "0", high: short(spread), unit: "signal" } },
    ];
}
async function shownSlices({ before, after, deviation, signal }) {
    const { scales, slices, alignment, slicesAlignment } = requireRelation(before.geometry, after.geometry, "report page");
    const truncate = kspaceTruncate(scales, { alignment });
    const { rows, columns } = before.geometry;
    const count = Math.min(MOST_FRAMES, before.geometry.slices);
    const shown = [];
    for (let f = 0; f < count; f++) {
        signal?.throwIfAborted();
        const source = count === 1 ? 0 : Math.round((f * (before.geometry.slices - 1)) / (count - 1));
        const slice = slices * source + Math.floor(slicesAlignment === "center" ? (slices - 1) / 2 : 0);
        const filled = (await truncate.pseudoInverseInParts(tensor([1, 1, rows, columns], before.data.subarray(source * rows * columns, (source + 1) * rows * columns)))).data;
        const result = plane(after, slice);
        shown.push({ slice, before: filled, after: result, difference: result.map((v, i) => (after.valid?.[slice * result.length + i] === 0 ? 0 : v - filled[i])), ...(deviation && { deviation: plane(deviation, slice) }) });
        await yieldToEvents();
    }
    return shown;
}
function plane({ geometry: { rows, columns }, data }, k) {
    return data.subarray(k * rows * columns, (k + 1) * rows * columns);
}
/** Some of the values that count, evenly taken, in order. */
function sorted(parts, counts = () => true) {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    const every = Math.max(1, Math.floor(total / MOST_VALUES)) | 1; // odd: not one column again and again
    const out = [];
    for (const part of parts)
        for (let i = 0; i < part.length; i += every)
            if (counts(i))
                out.push(part[i]);
    return Float32Array.from(out).sort();
}
function quantile(values, share) {
    return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
}
function ends(low, high) {
    return high > low ? { low, high } : { low, high: low + 1 };
}
function short(v) {
    return Number(v.toPrecision(3)).toString();
}
//# sourceMappingURL=page-pictures.js.map