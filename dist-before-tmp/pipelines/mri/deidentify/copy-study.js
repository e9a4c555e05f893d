import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../../shared/errors.js";
import { Unreadable } from "../dicom/byte-source.js";
import { leaveOutClass } from "../dicom/classify.js";
import { walk } from "../dicom/walk.js";
import { textOf } from "../dicom/write-dataset.js";
import { encodeFileAs } from "../dicom/write-file.js";
import { readWithPixels } from "../dicom/write-source.js";
import { pseudonyms } from "./key.js";
import { parseDeidentify } from "./options.js";
import { maskingOf, unstatedWarning } from "./study.js";
import { requireApart, writeUidMap } from "./uid-map.js";
/**
 * `mri-sr deidentify STUDY`: the MR images of a study, pixels and transfer syntax as they are, without what identifies (see
 * deidentified). Other objects (reports, screens, secondary captures) are left out: the profile would need their content
 * cleaned. Files and folders are named by numbers and by the new UIDs. The output appears when it is complete. Throws bad-option for an output
 * that exists, bad-input where nothing could be done.
 */
export async function deidentifyStudy(input, raw, { signal } = {}) {
    const { output } = raw;
    const options = parseDeidentify({ deidentify: "basic", ...(raw.retain !== undefined && { retain: raw.retain }), ...(raw.dateShift !== undefined && { dateShift: raw.dateShift }) });
    if (output.trim() === "" || `${resolve(output)}${sep}`.startsWith(`${resolve(input)}${sep}`))
        throw expected("bad-option", { subject: "--output", want: "a folder outside of the study", got: "one in it", advice: "sources are never touched" });
    if (raw.uidMap !== undefined)
        requireApart(raw.uidMap, output);
    if (await exists(output))
        throw expected("bad-option", { subject: "--output", want: "a new folder", got: "one that exists", advice: "choose another" });
    const masking = maskingOf(options, pseudonyms({ ...(raw.deidentifyKey !== undefined && { file: raw.deidentifyKey }), create: raw.createKey ?? false }));
    const { files } = await walk(input, signal);
    const part = join(dirname(resolve(output)), `.${masking.pseudonyms.hex("part", resolve(output), 12)}.part`);
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    const left = new Map();
    let written = 0;
    try {
        for (const file of files) {
            throwIfAborted(signal);
            const reason = await copyOne(file, part, masking);
            if (reason === undefined)
                written++;
            else
                left.set(reason, (left.get(reason) ?? 0) + 1);
        }
        const leftOut = [...left].map(([reason, count]) => ({ reason, files: count }));
        if (written === 0)
            throw expected("bad-input", { subject: "STUDY", want: "MR images", got: leftOut.map(({ reason, files: count }) => `${count} files left out: ${reason}`).join("; ") || "nothing", advice: "see mri-sr inspect" });
        if (raw.uidMap !== undefined)
            await writeUidMap(raw.uidMap, masking.uids);
        await rename(part, output);
        return { files: written, leftOut, warnings: masking.unstated ? [unstatedWarning] : [] };
    }
    catch (error) {
        const { code } = error;
        if (code === "ENOSPC" || code === "EDQUOT")
            throw expected("no-space", { subject: "--output", want: "room for the images", got: code, advice: "free some and try again", cause: error });
        throw error;
    }
    finally {
        await rm(part, { recursive: true, force: true });
    }
}
/** Why a file was left out; undefined for one that was written. */
async function copyOne(file, folder, masking) {
    try {
        const source = await readWithPixels(file);
        if (source === undefined)
            return "no DICOM image";
        const other = leaveOutClass(textOf(source.dataset, 0x00080016));
        if (other !== undefined)
            return other.reason;
        const pixels = source.dataset.get(0x7fe00010);
        source.dataset.delete(0x7fe00010);
        const dataset = masking.dataset(source.dataset);
        dataset.set(0x7fe00010, pixels);
        const number = (tag) => (/^\d{1,7}$/.exec((textOf(dataset, tag) ?? "").trim())?.[0] ?? "0").padStart(4, "0");
        const short = (tag) => masking.pseudonyms.hex("name", textOf(dataset, tag) ?? "", 8);
        const series = join(folder, `series-${number(0x00200011)}-${short(0x0020000e)}`);
        await mkdir(series, { recursive: true });
        await writeFile(join(series, `IM${number(0x00200013)}-${short(0x00080018)}.dcm`), encodeFileAs(dataset, source.transferSyntax), { flag: "wx" });
        return undefined;
    }
    catch (error) {
        if (error instanceof Unreadable)
            return error.message;
        if (error instanceof RestorationError && error.code === "bad-input")
            return "text burned into its pixels (BurnedInAnnotation)";
        if (error.code === "EEXIST")
            return "another object of the same SOP Instance UID was written already";
        throw error;
    }
}
async function exists(path) {
    return access(path).then(() => true, () => false);
}
//# sourceMappingURL=copy-study.js.map