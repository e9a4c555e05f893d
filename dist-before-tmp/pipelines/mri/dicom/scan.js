import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { expected } from "../../../shared/errors.js";
import { Unreadable, openBytes } from "./byte-source.js";
import { refuse, skip } from "./classify.js";
import { gather } from "./gather.js";
import { readHeader } from "./header.js";
import { imageOf, isLeftAlone } from "./image.js";
import { withoutCopies } from "./copies.js";
import { undecodable } from "./read-slices.js";
import { seriesName, stacksOf } from "./stacks.js";
import { walk } from "./walk.js";
/**
 * Finds what can be restored in a folder (nested, names and extensions do not matter, gzip is read) or in one DICOM file.
 * Headers are read one file at a time and no pixels are kept: memory grows by about a kilobyte for each slice.
 *
 * Nothing of the result carries text or names out of the files: series are named by their number, slices by their place.
 * Throws bad-input where `path` cannot be read or is a single file that is not DICOM.
 */
export async function scanStudy(path, { signal, onProgress, derivatives } = {}) {
    const { files, passedOver, single } = await walk(path, signal);
    const images = [];
    const left = [];
    for (const [i, file] of files.entries()) {
        throwIfAborted(signal);
        const found = await examine(file);
        if ("cells" in found)
            images.push(found);
        else if (single && found.leaveOut === foreign)
            throw expected("bad-input", { subject: path, want: "a DICOM file", got: "something else", advice: "give a study's folder or a DICOM file" });
        else if (found.leaveOut !== directory)
            left.push({ ...found, file });
        onProgress?.({ files: i + 1, of: files.length });
    }
    const { kept, dropped } = await withoutCopies(images, signal);
    left.push(...dropped);
    const stacks = [];
    for (const [, ofSeries] of gather(kept, ({ seriesUid }) => seriesUid)) {
        const result = stacksOf(ofSeries, derivatives);
        stacks.push(...result.stacks);
        left.push(...result.left);
    }
    stacks.sort((a, b) => (a.seriesNumber ?? Infinity) - (b.seriesNumber ?? Infinity) || 0);
    const links = passedOver === 0 ? [] : [{ ...skip("links to folders, devices, or folders that cannot be listed"), what: counted(passedOver, "entry", "entries"), files: passedOver }];
    return { stacks, leftOut: [...summary(left), ...links] };
}
const foreign = skip("not DICOM");
const directory = skip("a DICOMDIR");
async function examine(file) {
    try {
        const source = await openBytes(file);
        try {
            const header = await readHeader(source, isLeftAlone);
            if (header === undefined)
                return { leaveOut: foreign };
            const found = imageOf(file, header);
            if (!("cells" in found))
                return found.leaveOut.reason === directory.reason ? { leaveOut: directory } : found;
            const missing = found.frames.some((frame) => frame.leaveOut === undefined) ? await undecodable(file, found.cells) : undefined;
            return missing === undefined ? found : { seriesUid: found.seriesUid, ...(found.seriesNumber !== undefined && { seriesNumber: found.seriesNumber }), leaveOut: refuse(missing) };
        }
        finally {
            await source.close();
        }
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        return { leaveOut: refuse(error.message) };
    }
}
/** One line for each series and reason, series by number, what has no series at the end. */
function summary(left) {
    const lines = gather(left, ({ seriesUid, seriesNumber, leaveOut }) => [seriesUid ?? "", seriesNumber ?? "", leaveOut.outcome, leaveOut.reason].join("\u0000"));
    const sorted = [...lines.values()].sort(([a], [b]) => (a.seriesNumber ?? Infinity) - (b.seriesNumber ?? Infinity) || 0);
    return sorted.map((members) => {
        const { seriesUid, seriesNumber, leaveOut } = members[0];
        const files = new Set(members.map(({ file }) => file)).size;
        const count = members.length > files ? `${counted(members.length, "image", "images")} in ${counted(files, "file", "files")}` : counted(files, "file", "files");
        return { outcome: leaveOut.outcome, reason: leaveOut.reason, what: seriesUid === undefined ? count : `${seriesName(seriesNumber, seriesUid)}, ${count}`, files };
    });
}
function counted(count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
}
//# sourceMappingURL=scan.js.map