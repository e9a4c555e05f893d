import { gather } from "./gather.js";
import { along, samePlace } from "./order.js";
const orientationTolerance = 2e-3;
const spacingRelative = 1e-3;
/**
 * Splits the slices of one series by class, form of storage, geometry, kind of image, echo and b-value. Where positions still
 * repeat, by the one attribute (or the first few of them together) that gives as many groups as there are slices at the fullest
 * position and no position twice in a group: a time, a cardiac phase, a diffusion direction. Positions that still repeat stay.
 */
export function groupSlices(slices) {
    const orientations = cluster(slices.map(({ frame }) => frame.orientation), (a, b) => a.every((value, i) => Math.abs(value - b[i]) < orientationTolerance));
    const spacings = cluster(slices.map(({ frame }) => frame.spacing), (a, b) => a.every((value, i) => Math.abs(value - b[i]) < spacingRelative * value));
    const keys = slices.map((slice, k) => [formOf(slice), orientations[k].map((value) => value.toFixed(3)), spacings[k].map((value) => value.toPrecision(5)), ...contrastOf(slice)].join("|"));
    const groups = [...gather(slices.keys(), (k) => keys[k])].map(([signature, members]) => ({ signature, slices: members.map((k) => slices[k]) }));
    const several = (of) => new Set(groups.map((group) => of(group.slices[0]))).size > 1;
    const [echoes, diffusion] = [several(({ frame }) => frame.echoTime), several(({ frame }) => frame.bValue)];
    return groups.flatMap((group) => {
        const { echoTime, bValue } = group.slices[0].frame;
        const distinction = [
            ...(echoes && echoTime !== undefined ? [`TE ${Number(echoTime.toFixed(2))} ms`] : []),
            ...(diffusion && bValue !== undefined ? [`b ${Number(bValue.toFixed(1))}`] : []),
        ];
        return splitRepeats({ ...group, distinction });
    });
}
function formOf({ image: { sopClassUid, frameOfReference, cells } }) {
    const { rows, columns, allocated, stored, signed, photometric } = cells;
    return [sopClassUid, frameOfReference ?? "", rows, columns, allocated, stored, signed, photometric].join("|");
}
function contrastOf({ frame: { kind, echoTime, bValue } }) {
    return [kind, echoTime?.toFixed(3) ?? "", bValue?.toFixed(2) ?? ""];
}
/** Each value replaced by the first that is like it. */
function cluster(values, alike) {
    const found = [];
    return values.map((value) => {
        const known = found.find((other) => alike(other, value));
        if (known === undefined)
            found.push(value);
        return known ?? value;
    });
}
function splitRepeats(group) {
    const places = placesOf(group.slices);
    const fullest = Math.max(...countsOf(places).values());
    if (fullest === 1)
        return [group];
    const names = [...new Set(group.slices.flatMap(({ frame }) => Object.keys(frame.apart)))];
    const telling = names.filter((name) => new Set(group.slices.map(({ frame }) => frame.apart[name] ?? "")).size > 1);
    for (const chosen of [...telling.map((name) => [name]), ...telling.map((_, i) => telling.slice(0, i + 1)).slice(1)]) {
        const values = group.slices.map(({ frame }) => chosen.map((name) => frame.apart[name] ?? "").join("\\"));
        const parts = [...gather(group.slices.keys(), (k) => values[k])];
        const unique = parts.every(([, members]) => Math.max(...countsOf(members.map((k) => places[k])).values()) === 1);
        if (parts.length !== fullest || !unique)
            continue;
        parts.sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
        return parts.map(([value, members], i) => ({
            slices: members.map((k) => group.slices[k]), signature: `${group.signature}|${chosen.join("\\")}=${value}`,
            distinction: [...group.distinction, `volume ${i + 1} of ${parts.length}`],
        }));
    }
    return [group];
}
/** For each slice, the number of its place along the normal. */
function placesOf(slices) {
    const heights = along(slices);
    const places = new Array(slices.length).fill(0);
    let place = 0;
    let last = -Infinity;
    for (const k of [...slices.keys()].sort((a, b) => heights[a] - heights[b])) {
        if (heights[k] - last >= samePlace)
            place += 1;
        last = heights[k];
        places[k] = place;
    }
    return places;
}
function countsOf(places) {
    const counts = new Map();
    for (const place of places)
        counts.set(place, (counts.get(place) ?? 0) + 1);
    return counts;
}
//# sourceMappingURL=group.js.map