import { RestorationError } from "../../shared/errors.js";
import { gridText } from "./evaluate-place.js";
import { refinedGeometry } from "./finish.js";
import { chosenStacks } from "./options.js";
import { findReference } from "./reference.js";
import { storageText } from "./result-storage.js";
const bytesOf = { uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4, float64: 8 };
/** Throws bad-option where `options` names a series that is not there. */
export function inspect(study, options) {
    const chosen = chosenStacks(study.stacks, options.series);
    return { stacks: study.stacks.map((stack) => inspected(stack, study.stacks, chosen.includes(stack), options)), leftOut: study.leftOut };
}
function inspected(stack, others, chosen, { scale, throughPlane, denoise, method, reference }) {
    const { geometry, storage } = stack;
    const after = refinedGeometry(geometry, { scale, throughPlane, alignment: "center" });
    const guide = chosen && method === "disc-diff" ? guidance(stack, others, reference) : "";
    const steps = [...(denoise === "auto" ? ["denoised"] : []), ...(scale > 1 || throughPlane > 1 ? [`${method}${guide} to ${gridText(after)}`] : [])];
    return {
        key: stack.key, ...(stack.seriesNumber !== undefined && { seriesNumber: stack.seriesNumber }), label: stack.label, format: stack.format,
        grid: gridText(geometry), stored: storageText(storage),
        outcome: chosen ? "restored" : "not chosen", plan: chosen ? steps.join(", then ") : "left alone: --series does not name it",
        bytes: chosen ? after.slices * after.rows * after.columns * bytesOf[storage.type] : 0,
    };
}
/** Which series would guide it; or why none can, which fails that series alone. */
function guidance(stack, others, reference) {
    try {
        const found = findReference(stack, others, { reference });
        return found ? ` guided by ${found.label}` : " without a reference";
    }
    catch (error) {
        if (!(error instanceof RestorationError) || error.code !== "bad-input")
            throw error;
        return ` (which would fail: ${error.message})`;
    }
}
/** A table for a person. */
export function inspectionText({ stacks, leftOut }) {
    const lines = [];
    for (const { key, label, grid, stored, plan, outcome } of stacks) {
        lines.push(`${key}  ${label}`, `          ${grid}; ${stored}`, `          ${outcome === "restored" ? "restored: " : ""}${plan}`);
    }
    if (stacks.length === 0)
        lines.push("no series that can be restored");
    for (const { outcome, what, reason } of leftOut)
        lines.push(`${outcome.padEnd(8)}  ${what}: ${reason}`);
    const bytes = stacks.reduce((sum, it) => sum + it.bytes, 0);
    const restored = stacks.filter(({ outcome }) => outcome === "restored").length;
    if (restored > 0)
        lines.push(`${restored} of ${stacks.length} series would be restored, ${(bytes / 2 ** 20).toFixed(1)} MiB of voxels`);
    return lines.join("\n");
}
//# sourceMappingURL=inspect.js.map