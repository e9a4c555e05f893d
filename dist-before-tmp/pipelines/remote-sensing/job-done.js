import { readFile, stat } from "node:fs/promises";
import { keyOf, metadataOf } from "./fingerprint.js";
import { deviationPath, reportPath, stacPath } from "./options.js";
import { openScene } from "./read.js";
import { parseMetadata } from "./tiff-metadata.js";
/** What a job leaves, the main one first. */
export function outputsOf({ output, samples }) {
    return [output, ...(samples > 1 ? [deviationPath(output)] : []), stacPath(output), reportPath(output)];
}
/** The report beside an output, if it is of this key: it is placed before the rasters are. */
export async function reportOfKey({ input, output }, key) {
    const text = await readFile(reportPath(output), "utf8").catch(() => undefined);
    try {
        const report = JSON.parse(text ?? "");
        return keyOf(report.options, input) === key ? report : undefined;
    }
    catch {
        return undefined;
    }
}
/** Whether everything of this key stands: the report, and rasters that carry the report's fingerprint themselves. */
export async function isDone(options, key) {
    const report = await reportOfKey(options, key);
    if (report === undefined)
        return false;
    const size = await stat(options.output).then((found) => found.size, () => undefined);
    if (size !== report.output.bytes)
        return false;
    for (const path of outputsOf(options)) {
        if (/\.tif$/i.test(path) || path === options.output ? !(await carries(path, report.options)) : !(await stat(path).catch(() => undefined)))
            return false;
    }
    return true;
}
async function carries(path, fingerprint) {
    const scene = await openScene(path).catch(() => undefined);
    await scene?.close();
    const found = new Map(parseMetadata(scene?.tags.metadata).map(({ name, value }) => [name, value]));
    return Object.entries(metadataOf(fingerprint)).every(([name, value]) => found.get(name) === value);
}
//# sourceMappingURL=job-done.js.map