import { copyDataset, put, putItems, textOf } from "./write-dataset.js";
import { derivedType, putCommon, putDerivation, putDeviationMapping, putDeviationRescale, putDeviationWindow, sourceItems } from "./write-common.js";
/**
 * The object of one slice but for its pixels: MR Image Storage, everything from `source`, the source slice `nearest`, that stays
 * true of slice `index` of the derived volume.
 */
export function classicDataset(source, plan, { index, nearest, stored, sopInstanceUid }) {
    const { derived, form, deviationSlope } = plan;
    const { stack, volume, sources } = derived;
    const dataset = copyDataset(source.dataset);
    putCommon(dataset, source, plan, { sopInstanceUid, instanceNumber: index + 1 });
    put(dataset, 0x00080008, "CS", ...derivedType(textOf(source.dataset, 0x00080008), { derived, enhanced: false }));
    putDerivation(dataset, derived);
    putItems(dataset, 0x00082112, ...sourceItems(sources[index].map((slice) => stack.instances[slice]), { frames: false }));
    putPlane(dataset, volume.geometry, stack.geometry, { index, nearest });
    const word = form.signed ? "SS" : "US";
    put(dataset, 0x00280106, word, stored.smallest);
    put(dataset, 0x00280107, word, stored.largest);
    if (deviationSlope !== undefined) {
        putDeviationRescale(dataset, deviationSlope);
        putDeviationWindow(dataset, deviationSlope, form.bitsStored);
        putDeviationMapping(dataset, deviationSlope, form.bitsStored);
    }
    return dataset;
}
/** How far two positions may lie apart along the normal, in mm, and still be one slice. */
const sameSlice = 1e-3;
function putPlane(dataset, geometry, source, { index, nearest }) {
    const { rowDirection, columnDirection, pixelSpacing, positions, sliceThickness, sliceSpacing } = geometry;
    put(dataset, 0x00280030, "DS", ...pixelSpacing);
    put(dataset, 0x00200032, "DS", ...positions[index]);
    put(dataset, 0x00200037, "DS", ...rowDirection, ...columnDirection);
    if (sliceThickness !== undefined)
        put(dataset, 0x00180050, "DS", sliceThickness);
    if (sliceSpacing !== undefined && (dataset.has(0x00180088) || geometry.slices !== source.slices))
        put(dataset, 0x00180088, "DS", sliceSpacing);
    // SliceLocation counts from a point of the scanner's choice, so a new slice has none.
    if (Math.abs(alongNormal(geometry, subtract(positions[index], source.positions[nearest]))) > sameSlice)
        dataset.delete(0x00201041);
}
/** The source slice of `candidates` whose plane lies nearest to slice `index`. */
export function nearestSource(geometry, source, index, candidates) {
    const distance = (slice) => Math.abs(alongNormal(geometry, subtract(geometry.positions[index], source.positions[slice])));
    return candidates.reduce((best, slice) => (distance(slice) < distance(best) ? slice : best));
}
function subtract(a, b) {
    return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
function alongNormal({ rowDirection: r, columnDirection: c }, v) {
    return v[0] * (r[1] * c[2] - r[2] * c[1]) + v[1] * (r[2] * c[0] - r[0] * c[2]) + v[2] * (r[0] * c[1] - r[1] * c[0]);
}
//# sourceMappingURL=write-classic.js.map