import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { codeOf, walk } from "./dicom/walk.js";
import { namedModels } from "./models.js";
import { earlierReport, pageName } from "./outputs.js";
import { modelOptions, settingsOf } from "./restore.js";
/**
 * SHA-256 (hex) over what the result of a study depends on: the content of its files whatever their names and order, but for a NIfTI
 * file's own name, which names the result; the settings; the models by their cards. Throws bad-input, bad-model.
 */
export async function studyKey(input, options, signal) {
    const { files } = await walk(input, signal);
    const own = `${resolve(options.output)}${sep}`;
    const hashes = [];
    for (const file of files) {
        // attempts in progress, and earlier results inside of the study
        if (file.split(sep).includes(".domain-sr") || resolve(file).startsWith(own))
            continue;
        throwIfAborted(signal);
        hashes.push(await contentOf(file));
    }
    const { series, reference, report, device } = options;
    const key = {
        content: hashes.sort(), name: /\.nii(\.gz)?$/i.test(input) ? basename(input) : "", series: series ?? "all", reference, report,
        ...settingsOf(options, { ...(await namedModels(modelOptions(options))), device }),
    };
    return createHash("sha256").update(JSON.stringify(key, Object.keys(key).sort())).digest("hex");
}
async function contentOf(file) {
    const hash = createHash("sha256");
    try {
        for await (const chunk of createReadStream(file))
            hash.update(chunk);
    }
    catch (error) {
        throw expected("bad-input", { subject: "a file of the study", want: "one that can be read", got: codeOf(error), advice: "leave the study in place while it is restored" });
    }
    return hash.digest("hex");
}
/** Whether what is in `output`, whole or not, was made by this job. */
export async function isOf(output, key) {
    return (await earlierReport(output))?.key === key;
}
/** Whether the report in `output` is of this job and all that it names still stands, file by file. */
export async function stands(output, key) {
    const report = await earlierReport(output);
    if (report?.key !== key || !Array.isArray(report.series))
        return false;
    for (const series of report.series) {
        if (series.outcome === "failed")
            continue;
        const sizes = [...(await sizesIn(join(output, series.folder))), ...(series.deviation === undefined ? [] : await sizesIn(join(output, series.deviation)))];
        if (sizes.length !== series.files || sizes.reduce((sum, size) => sum + size, 0) !== series.bytes)
            return false;
    }
    return !report.page || (await stat(join(output, pageName, "index.html")).then((page) => page.isFile(), () => false));
}
async function sizesIn(folder) {
    const names = await readdir(folder).catch(() => []);
    return Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size)));
}
//# sourceMappingURL=job-key.js.map