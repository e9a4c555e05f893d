import { join } from "node:path";
import { openStudy } from "./open.js";
import { pageName } from "./outputs.js";
import { writeRestorePage } from "./page.js";
/** The page of pictures beside the results, which are read again as they were written. */
export async function writeStudyPage(report, { stacks, output, overwrite, signal }) {
    const abort = signal && { signal };
    await writeRestorePage(join(output, pageName), {
        series: report.series.map((it) => {
            const stack = stacks.find(({ key }) => key === it.key);
            return it.outcome === "failed" ? { stack, problem: it.problem } : { stack, result: onPage(it, stack, output, signal) };
        }),
        leftOut: report.leftOut, versions: { ...report.versions }, ...abort,
    }, { overwrite });
}
function onPage(done, stack, output, signal) {
    const number = (v) => Number(v.toPrecision(3)).toString();
    const { noise } = done;
    return {
        provenance: done.provenance,
        figures: [
            ...(noise ? [["noise", `${number(noise.sigma)} (${number(100 * noise.share)} % of the signal), ${noise.given ? "given" : "estimated"}: ${noise.reason}`]] : []),
            ["k-space of the (denoised) input", `kept to ${number(done.consistency)} of its root mean square`],
            ["network calls", String(done.networkCalls)],
            ["time", `${done.seconds.toFixed(1)} s`],
            ...done.warnings.map((warning) => ["note", warning]),
        ],
        async volumes() {
            const before = await stack.read(signal && { signal });
            const after = await written(join(output, done.folder), stack, signal);
            return { before, after, ...(done.deviation !== undefined && { deviation: await written(join(output, done.deviation), stack, signal) }) };
        },
    };
}
async function written(folder, { format }, signal) {
    const path = format === "dicom" ? folder : join(folder, folder.endsWith("-deviation") ? "deviation.nii.gz" : "restored.nii.gz");
    const [stack] = (await openStudy(path, { derivatives: folder.endsWith("-deviation") ? "deviations" : "results", ...(signal && { signal }) })).stacks;
    if (stack === undefined)
        throw new Error(`${folder}: expected the series that was written`);
    return stack.read(signal && { signal });
}
//# sourceMappingURL=restore-page.js.map