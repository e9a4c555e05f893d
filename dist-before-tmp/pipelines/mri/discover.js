import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected } from "../../shared/errors.js";
import { looksLikeDicom, sniffed } from "./dicom/header.js";
import { codeOf } from "./dicom/walk.js";
import { firstBytes } from "./nifti.js";
import { outputSuffix } from "./options.js";
const niftiName = /\.nii(\.gz)?$/i;
/** As of one study (walk.ts). */
const deepest = 32;
/**
 * Sorted paths of the studies below a folder: the folder itself where DICOM files lie directly in it, else each folder in it that
 * holds any at any depth; and every NIfTI file. Results of this software and names with a dot in front are left alone. A folder is
 * one study as it is for the single command, whatever StudyInstanceUIDs are in it. Throws bad-input for what cannot be listed;
 * `unreadable` is told of a folder below instead. Neither names one: it may be called like a patient.
 */
export async function discoverStudies(folder, signal, unreadable) {
    const top = await entriesOf(folder).catch((cause) => Promise.reject(unlisted("the folder of inputs", cause)));
    const found = [...top.nifti];
    const own = await anyDicom(top.files, signal);
    if (own)
        found.push(folder);
    for (const below of top.folders) {
        const { dicom, nifti } = await search(below, { sniff: !own, depth: 1, unreadable, ...(signal && { signal }) });
        if (dicom)
            found.push(below);
        found.push(...nifti);
    }
    return found.sort((a, b) => (a < b ? -1 : 1));
}
/** What lies at or below a folder; no more files are opened once one of them is DICOM. */
async function search(folder, { sniff, depth, unreadable, signal }) {
    const { files, folders, nifti } = await entriesOf(folder).catch((cause) => {
        const error = unlisted("a folder below the inputs", cause);
        if (unreadable === undefined)
            throw error;
        unreadable(error);
        return { files: [], folders: [], nifti: [] };
    });
    let dicom = sniff && (await anyDicom(files, signal));
    for (const below of depth < deepest ? folders : []) {
        const found = await search(below, { sniff: sniff && !dicom, depth: depth + 1, unreadable, ...(signal && { signal }) });
        dicom ||= found.dicom;
        nifti.push(...found.nifti);
    }
    return { dicom, nifti };
}
function unlisted(subject, cause) {
    return expected("bad-input", { subject, want: "a folder that can be listed", got: codeOf(cause), advice: "check the path and its permissions" });
}
async function entriesOf(folder) {
    const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const [files, folders, nifti] = [[], [], []];
    for (const entry of entries) {
        const path = join(folder, entry.name);
        if (entry.name.startsWith("."))
            continue;
        if (entry.isDirectory()) {
            if (!entry.name.endsWith(outputSuffix))
                folders.push(path);
        }
        else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path).then((to) => to.isFile(), () => false)))) {
            (niftiName.test(entry.name) ? nifti : files).push(path);
        }
    }
    return { files, folders, nifti };
}
async function anyDicom(files, signal) {
    for (const file of files) {
        throwIfAborted(signal);
        // a DICOMDIR says what the folders beside it hold, and is no image
        if (/(^|[\\/])DICOMDIR$/i.test(file))
            continue;
        const start = await firstBytes(file).catch(() => undefined);
        if (start !== undefined && looksLikeDicom(Buffer.from(start.subarray(0, sniffed))))
            return true;
    }
    return false;
}
//# sourceMappingURL=discover.js.map