import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { writeSeries } from "./dicom/write-series.js";
import { writeNifti } from "./nifti-write.js";
export function foldersOf({ key, seriesNumber, format }) {
    const result = format === "nifti" ? `nifti-${key}` : `series-${String(seriesNumber ?? 0).padStart(4, "0")}-${key}`;
    return { result, deviation: `${result}-deviation` };
}
export const reportName = "report.json";
/** Folder of the page of pictures. */
export const pageName = "report";
/** What a killed run may leave; removed by the next one. */
const partial = (name) => `.${name}.part`;
/** Refuses to replace results that neither --overwrite nor --resume speak of. */
export async function refuseExisting(stacks, { output, resume, overwrite, report }) {
    if (resume || overwrite)
        return;
    const names = stacks.map(foldersOf).flatMap(({ result, deviation }) => [result, deviation]);
    for (const name of report ? [...names, pageName] : names) {
        if (await exists(join(output, name)))
            throw expected("bad-option", { subject: `${name} of the output folder`, want: "a new folder", got: "one that exists", advice: "choose another --output, pass --resume to keep what is done, or --overwrite" });
    }
}
/** Writes results under temporary names and gives them their own once all are complete; `obsolete` are what an earlier run left in their place. */
export async function writeResults(results, { output, obsolete, transferSyntax, keepPrivate, dated, masking, signal }) {
    let files = 0;
    let bytes = 0;
    try {
        for (const { derived, name } of results) {
            const folder = join(output, partial(name));
            await rm(folder, { recursive: true, force: true });
            await mkdir(folder, { recursive: true });
            const written = await writeOne(derived, folder, { transferSyntax, keepPrivate, dated, ...(masking && { mask: (dataset) => masking.dataset(dataset) }), ...(signal && { signal }) });
            files += written.length;
            for (const file of written)
                bytes += (await stat(file)).size;
        }
        for (const name of obsolete)
            await rm(join(output, name), { recursive: true, force: true });
        for (const { name } of results) {
            await rm(join(output, name), { recursive: true, force: true });
            await rename(join(output, partial(name)), join(output, name));
        }
        return { files, bytes };
    }
    finally {
        for (const { name } of results)
            await rm(join(output, partial(name)), { recursive: true, force: true });
    }
}
async function writeOne(derived, folder, options) {
    if (derived.stack.format === "dicom")
        return (await writeSeries(derived, { folder, ...options })).files;
    const file = join(folder, derived.purpose === "result" ? "restored.nii.gz" : "deviation.nii.gz");
    await writeNifti(derived, file, options.signal && { signal: options.signal });
    return [file];
}
/** SHA-256 over the files that a stack came from, in the order of its slices. */
export async function hashOf(stack, input, signal) {
    const hash = createHash("sha256");
    for (const file of new Set(stack.instances?.map((instance) => instance.file) ?? [input])) {
        throwIfAborted(signal);
        for await (const chunk of createReadStream(file))
            hash.update(chunk);
    }
    return hash.digest("hex");
}
/** What an earlier report says was done, and still is there, with the same fingerprint. */
export async function doneBefore(earlier, stack, fingerprint, output) {
    const found = earlier?.series.find((series) => series.key === stack.key && series.outcome !== "failed");
    if (found === undefined || !sameFingerprint(found.fingerprint, fingerprint))
        return undefined;
    for (const name of [found.folder, found.deviation])
        if (name !== undefined && !(await exists(join(output, name))))
            return undefined;
    return { ...found, outcome: "skipped" };
}
function sameFingerprint(a, b) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => a[name] === b[name]);
}
/** The report of an earlier run; undefined where there is none that can be read. */
export async function earlierReport(output) {
    try {
        return JSON.parse(await readFile(join(output, reportName), "utf8"));
    }
    catch {
        return undefined;
    }
}
/** Voxels that come out, and what they take uncompressed. */
export function sizeOf(stacks, { scale, throughPlane, samples }) {
    let [voxels, bytes] = [0, 0];
    for (const { geometry, storage } of stacks) {
        const result = geometry.slices * throughPlane * geometry.rows * scale * geometry.columns * scale;
        voxels += result * (samples > 1 ? 2 : 1);
        bytes += result * (Math.ceil(BITS[storage.type] / 8) + (samples > 1 ? 2 : 0));
    }
    return { voxels, bytes };
}
/** Throws no-space where the results of `stacks` cannot fit. */
export async function requireSpace(stacks, options) {
    const { output } = options;
    const { bytes } = sizeOf(stacks, options);
    const disk = await statfs(output);
    const free = disk.bavail * disk.bsize;
    const text = (n) => `${(n / 2 ** 30).toFixed(2)} GiB`;
    if (free < bytes)
        throw expected("no-space", { subject: output, want: `room for ${text(bytes)} of voxels`, got: `${text(free)} free`, advice: "free some, choose another --output, or fewer series with --series" });
}
const BITS = { uint8: 8, int8: 8, uint16: 16, int16: 16, uint32: 32, int32: 32, float32: 32, float64: 64 };
async function exists(path) {
    return access(path).then(() => true, () => false);
}
//# sourceMappingURL=outputs.js.map