import { decimal, decimals } from "./attributes.js";
export function placeOf(plane, orientationGroup, measures) {
    const position = decimals(plane, "x00200032");
    const orientation = decimals(orientationGroup, "x00200037");
    const spacing = decimals(measures, "x00280030");
    const thickness = decimal(measures, "x00180050");
    return {
        ...(position?.length === 3 && { position: position }),
        ...(orientation?.length === 6 && { orientation }),
        ...(spacing?.length === 2 && spacing.every((mm) => mm > 0) && { spacing: spacing }),
        ...(thickness !== undefined && thickness > 0 && { thickness }),
    };
}
/** Absent means that stored values are the values (1 and 0); NaN stands for a slope or an intercept that cannot be used. */
export function rescaleOf(group) {
    const read = (tag, absent) => ((group?.elements[tag]?.length ?? 0) === 0 ? absent : (decimal(group, tag) ?? NaN));
    const slope = read("x00281053", 1);
    return { slope: slope === 0 ? NaN : slope, intercept: read("x00281052", 0) };
}
/** 113085 DCM "Spatial resampling" among the derivation codes (CID 7203), or this software among the equipment. */
export function isProcessed(dataSet) {
    const has = (sequence, fits) => (dataSet.elements[sequence]?.items ?? []).some(({ dataSet: item }) => item !== undefined && fits(item));
    return has("x00089215", (item) => item.string("x00080100")?.trim() === "113085") || has("x0018a001", (item) => item.string("x0018a003")?.startsWith(restorationContribution) ?? false);
}
/** How the ContributionDescription (0018,A003) of every result begins. */
const restorationContribution = "MR image restoration";
//# sourceMappingURL=frame.js.map