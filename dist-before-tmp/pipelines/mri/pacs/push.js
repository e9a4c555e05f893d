import { stat } from "node:fs/promises";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { RestorationError } from "../../../shared/errors.js";
import { Unreadable } from "../dicom/byte-source.js";
import { gather } from "../dicom/gather.js";
import { walk } from "../dicom/walk.js";
import { archive } from "./archive.js";
import { identify } from "./incoming.js";
import { Unavailable } from "./retry.js";
const directoryStorage = "1.2.840.10008.1.3.10";
/**
 * Sends every DICOM file below `folder`, unchanged. What the PACS lists already is not sent again, so a push that broke off is simply repeated.
 * Objects that it refuses are counted by reason; whatever stops all of them is thrown.
 */
export async function pushFolder(target, folder, options = {}) {
    const { batchBytes = 64 * 2 ** 20, onFiles, signal } = options;
    const pacs = archive(target, options);
    const { files } = await walk(folder, signal);
    const sendable = [];
    for (const path of files) {
        throwIfAborted(signal);
        const identity = await identify(path).catch((error) => {
            if (error instanceof Unreadable)
                return undefined;
            throw error;
        });
        if (identity === undefined || identity.sopClassUid === directoryStorage)
            continue;
        sendable.push({ path, bytes: (await stat(path)).size, ...identity, identity });
    }
    // a copy of an instance in another folder is the same instance
    const once = [...new Map(sendable.map((it) => [it.sopInstanceUid, it])).values()];
    const missing = await notThere(pacs, once, signal);
    const sum = { stored: 0, already: once.length - missing.length, failed: {}, warnings: {}, leftAlone: files.length - sendable.length };
    let done = sum.already;
    onFiles?.(0, once.length);
    for (const batch of batches(missing, batchBytes)) {
        throwIfAborted(signal);
        const result = await pacs.store(batch);
        sum.stored += result.stored;
        sum.already += result.already;
        for (const [into, from] of [[sum.failed, result.failed], [sum.warnings, result.warnings]])
            for (const [reason, count] of from)
                into[reason] = (into[reason] ?? 0) + count;
        done += batch.length;
        onFiles?.(done, once.length);
    }
    return sum;
}
/** Those that the PACS does not list. One that does not answer such questions gets all of them. */
async function notThere(pacs, files, signal) {
    const missing = [];
    for (const members of gather(files, ({ identity: { studyUid, seriesUid } }) => `${studyUid} ${seriesUid}`).values()) {
        throwIfAborted(signal);
        const { studyUid, seriesUid } = members[0].identity;
        const listed = await pacs.findInstances({ studyUid, seriesUid }).catch((error) => {
            if (error instanceof Unavailable || !(error instanceof RestorationError) || error.code !== "bad-input")
                throw error;
            return [];
        });
        const there = new Set(listed);
        missing.push(...members.filter(({ sopInstanceUid }) => !there.has(sopInstanceUid)));
    }
    return missing;
}
function* batches(files, most) {
    let batch = [];
    let bytes = 0;
    for (const file of files) {
        if (batch.length > 0 && bytes + file.bytes > most) {
            yield batch;
            batch = [];
            bytes = 0;
        }
        batch.push(file);
        bytes += file.bytes;
    }
    if (batch.length > 0)
        yield batch;
}
//# sourceMappingURL=push.js.map