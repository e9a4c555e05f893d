import { fingerprint } from "./attributes.js";
import { deviationMap, refuse, resampledImage, skip } from "./classify.js";
import { groupSlices } from "./group.js";
import { directionsOf, dot, misplaced, ordered } from "./order.js";
import { readSlices } from "./read-slices.js";
/** 2 GiB of float voxels. */
const mostVoxels = 2 ** 29;
/** Cosine of the angle between normals below which two planes count as at right angles: the planes of a localizer. */
const rightAngle = 0.2;
const accepted = { results: resampledImage, deviations: deviationMap };
/** The stacks of one series, and what of it is left out and why. Frames of one object may end up on both sides. */
export function stacksOf(images, derivatives) {
    const left = [];
    const leave = ({ image }, leaveOut) => {
        const { file, seriesUid, seriesNumber } = image;
        left.push({ file, seriesUid, ...(seriesNumber !== undefined && { seriesNumber }), leaveOut });
    };
    const usable = [];
    for (const image of images) {
        for (const frame of image.frames) {
            const leaveOut = derivatives !== undefined && frame.leaveOut === accepted[derivatives] ? undefined : frame.leaveOut;
            const reason = leaveOut ?? misplaced(frame) ?? (Number.isFinite(frame.slope * frame.intercept) ? undefined : refuse("a rescale slope or intercept that is no number"));
            if (reason === undefined)
                usable.push({ image, frame });
            else
                leave({ image, frame }, reason);
        }
    }
    if (usable.length === 0)
        return { stacks: [], left };
    if (planesCross(usable)) {
        for (const slice of usable)
            leave(slice, skip("planes at right angles in one series: a localizer"));
        return { stacks: [], left };
    }
    const stacks = groupSlices(usable).flatMap((group) => {
        const result = stackOf(group);
        if (!("reason" in result))
            return [result];
        for (const slice of group.slices)
            leave(slice, result);
        return [];
    });
    return { stacks, left };
}
function stackOf(group) {
    const result = ordered(group.slices);
    if ("reason" in result)
        return result;
    const { slices, geometry } = result;
    if (geometry.slices * geometry.rows * geometry.columns > mostVoxels)
        return refuse(`${geometry.slices} slices of ${geometry.rows}x${geometry.columns}: more than fits in memory`);
    const { image } = slices[0];
    const { seriesUid, seriesNumber, sequence, volumetric } = image;
    const form = `${geometry.slices} ${geometry.slices === 1 ? "slice" : "slices"} of ${geometry.rows}x${geometry.columns}`;
    const label = [seriesName(seriesNumber, seriesUid), form, ...(sequence === undefined ? [] : [sequence]), ...group.distinction].join(", ");
    return {
        key: fingerprint(`${seriesUid}|${group.signature}`), format: "dicom", label, ...(seriesNumber !== undefined && { seriesNumber }), seriesUid, geometry,
        ...(volumetric && { volumetric }), storage: storageOf(slices), read: ({ signal } = {}) => readSlices(slices, geometry, label, signal),
        instances: slices.map(({ image: { file, sopClassUid, sopInstanceUid }, frame }) => ({ file, frame: frame.index, sopClassUid, sopInstanceUid })),
    };
}
function storageOf(slices) {
    const { allocated, stored, signed } = slices[0].image.cells;
    return {
        type: allocated === 8 ? (signed ? "int8" : "uint8") : signed ? "int16" : "uint16", bits: stored,
        slope: slices.map(({ frame }) => frame.slope), intercept: slices.map(({ frame }) => frame.intercept),
    };
}
function planesCross(slices) {
    const [first, ...others] = slices.map(({ frame }) => directionsOf(frame.orientation).normal);
    return others.some((normal) => Math.abs(dot(first, normal)) < rightAngle);
}
/** "series 4", or a fingerprint of its UID where it has no number. */
export function seriesName(number, uid) {
    return number === undefined ? `series ${fingerprint(uid)}` : `series ${number}`;
}
//# sourceMappingURL=stacks.js.map