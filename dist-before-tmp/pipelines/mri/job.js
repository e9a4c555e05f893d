import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { expected } from "../../shared/errors.js";
import { checkOptionNames } from "../../shared/jobs/option-names.js";
import { publish } from "../../shared/jobs/publish.js";
import { silent } from "../../shared/report/progress.js";
import { discoverStudies } from "./discover.js";
import { cleaned, withoutPaths } from "./job-errors.js";
import { isOf, stands, studyKey } from "./job-key.js";
import { openModels } from "./models.js";
import { openStudy } from "./open.js";
import { chosenStacks, flagNames, outputName, parseRestoreOptions, valueNames } from "./options.js";
import { sizeOf } from "./outputs.js";
import { restoreStudy } from "./restore.js";
/** Of the single command, and here of the item or of the batch. */
const notOfItems = ["output", "resume", "overwrite", "createKey", "uidMap"];
const known = Object.fromEntries([...valueNames.map((name) => [name, "value"]), ...flagNames.map((name) => [name, "flag"])].filter(([name]) => !notOfItems.includes(name)));
/** Header of a derived object, without its pixels: what its source had and the history of its making. */
const headerBytes = 32 * 1024;
/** Rough times of one core, in microseconds a voxel of the result and a sample. */
const speed = { steps: { fidelity: 1, balanced: 4, detail: 10 }, network: 12, plain: 0.5 };
/** `mri-sr STUDY` as a job; one job a study. */
export const domain = {
    kind: "mri",
    unit: { one: "study", many: "studies" },
    confidentialPaths: true,
    discover: discoverStudies,
    outputOf(input, { folder, below = "", options }) {
        const { deidentify, deidentifyKey } = options;
        const name = outputName(input, { ...(deidentify !== undefined && { deidentify }), ...(deidentifyKey !== undefined && { deidentifyKey }) });
        if (folder === undefined)
            return join(dirname(resolve(input)), name);
        // folders on the way may be called like patients
        return join(resolve(folder), deidentify === undefined ? below : "", name);
    },
    check(item) {
        try {
            optionsOf(item);
        }
        catch (error) {
            throw cleaned(error, item);
        }
    },
    key: (item, signal) => withoutPaths(item, () => studyKey(item.input, optionsOf(item), signal)),
    estimate: (item, signal) => withoutPaths(item, () => estimate(item, signal)),
    done: (item, key) => withoutPaths(item, () => stands(item.output, key)),
    run: (item, key, context) => withoutPaths(item, () => run(item, key, context)),
};
function optionsOf({ input, output, options }) {
    checkOptionNames(options, known, "mri-sr --help");
    return parseRestoreOptions(input, { ...given(options), output });
}
/** A flag that is false is one that was not given. */
function given(options) {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== false));
}
async function estimate(item, signal) {
    const options = optionsOf(item);
    const { stacks } = await openStudy(item.input, { ...(signal && { signal }) });
    const chosen = chosenStacks(stacks, options.series);
    if (chosen.length === 0)
        throw expected("bad-input", { subject: "STUDY", want: "a magnitude MR series", got: "none", advice: "see mri-sr inspect" });
    const { voxels, bytes } = sizeOf(chosen, options);
    const objects = chosen.reduce((sum, { geometry }) => sum + geometry.slices * options.throughPlane, 0) * (options.samples > 1 ? 2 : 1);
    const networks = options.method !== "zero-fill" || options.denoise === "auto";
    const drawn = (voxels / (options.samples > 1 ? 2 : 1)) * options.samples;
    return { pixels: voxels, bytes: bytes + objects * headerBytes, seconds: 1e-6 * drawn * (speed.plain + (networks ? speed.network * speed.steps[options.preset] : 0)) };
}
/** Restores into the attempt's own folder, and gives it the output's name when all is there. */
async function run(item, key, { staging, warm, threads, overwrite, signal, progress, warn }) {
    if (await stands(item.output, key))
        return { outputs: [item.output], already: true, warnings: [] };
    const replace = async () => overwrite || (await isOf(item.output, key));
    if (!(await replace()) && (await stat(item.output).then(() => true, () => false)))
        throw expected("bad-option", { subject: "--output", want: "a new folder", got: "one that exists", advice: "choose another --output or pass --overwrite" });
    const options = optionsOf(item);
    const made = join(staging, "study");
    const report = await restoreStudy(item.input, { ...options, output: made, threads: options.threads ?? threads }, {
        signal, key, models: (which) => warm.open("mri", which, openModels),
        // the newest date of the source, so that an attempt on any day and any machine gives the same bytes
        dated: "source",
        progress: { ...silent, count: progress, warn },
    });
    const failed = report.series.filter((series) => series.outcome === "failed");
    if (failed.length === report.series.length)
        throw expected("bad-input", { subject: "STUDY", want: "a series that can be restored", got: failed.map(({ problem }) => problem).join("; "), advice: "see mri-sr inspect" });
    await publish([{ from: made, to: item.output }], { staging, replace: await replace() });
    return { outputs: [item.output], already: false, warnings: warningsOf(report) };
}
function warningsOf({ series, warnings }) {
    return [...series.flatMap((it) => (it.outcome === "failed" ? [`not restored: ${it.problem}`] : [])), ...warnings];
}
//# sourceMappingURL=job.js.map