import { RestorationError } from "../../shared/errors.js";
import { evaluate } from "./evaluate.js";
import { gridText, relation, sameGrid } from "./evaluate-place.js";
import { openStudy } from "./open.js";
import { chosenStacks } from "./options.js";
/**
 * Compares every series of a result with the one of the reference that lies on the same voxels, and with the one that it was
 * made from. Where several do, the series number decides: results are numbered 1000 above their source. Throws bad-input
 * where a path cannot be read, bad-option where a series is named that is not there.
 */
export async function evaluateStudies({ input, reference, low, signal, ...options }) {
    const open = async (path, series, flag) => chosenStacks((await openStudy(path, { derivatives: "results", ...(signal && { signal }) })).stacks, series, flag);
    const stacks = await open(input, options.series, "--series");
    const references = reference === undefined ? undefined : await open(reference, options.referenceSeries, "--reference-series");
    const lows = low === undefined ? undefined : await open(low, options.lowSeries, "--lr-series");
    const results = [];
    const leftOut = [];
    for (const stack of stacks) {
        const { key, label } = stack;
        const matches = matched(stack, { ...(references && { references }), ...(lows && { lows }) });
        if ("reason" in matches) {
            leftOut.push({ key, label, reason: matches.reason });
            continue;
        }
        const read = (it) => it.read(signal && { signal });
        try {
            const figures = await evaluate(await read(stack), {
                ...(matches.reference && { reference: await read(matches.reference) }), ...(matches.low && { low: await read(matches.low) }),
                ...(options.range !== undefined && { range: options.range }), ...(signal && { signal }),
            });
            results.push({ key, label, ...(matches.reference && { reference: matches.reference.label }), ...(matches.low && { low: matches.low.label }), ...figures });
        }
        catch (error) {
            if (!(error instanceof RestorationError) || error.code !== "bad-input")
                throw error;
            leftOut.push({ key, label, reason: error.message });
        }
    }
    return { results, leftOut };
}
/** The partners of one result, or why it has none. */
export function matched(stack, { references, lows }) {
    const reference = references && pick(stack, references.filter(({ geometry }) => sameGrid(stack.geometry, geometry)), "--reference");
    if (reference && "reason" in reference)
        return reference;
    const low = lows && pick(stack, lows.filter(({ geometry }) => relation(geometry, stack.geometry) !== undefined), "--lr");
    if (low && "reason" in low)
        return low;
    return { ...(reference && { reference }), ...(low && { low }) };
}
function pick(stack, fitting, flag) {
    if (fitting.length === 0)
        return { reason: `${flag} has no series that fits its grid (${gridText(stack.geometry)})` };
    if (fitting.length === 1)
        return fitting[0];
    const numbered = fitting.filter(({ seriesNumber }) => seriesNumber !== undefined && stack.seriesNumber !== undefined && (stack.seriesNumber - seriesNumber) % 1000 === 0);
    if (numbered.length === 1)
        return numbered[0];
    return { reason: `${flag} has ${fitting.length} series that fit: ${fitting.map((it) => it.seriesNumber ?? it.key).join(", ")}; name one with ${flag}-series` };
}
//# sourceMappingURL=evaluate-studies.js.map