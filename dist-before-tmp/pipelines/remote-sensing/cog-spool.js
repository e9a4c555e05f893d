import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expected } from "../../shared/errors.js";
/** index, at (float64); image, mask (uint32); 16 bytes of SHA-256 of the block; 8 of the record. */
const recordBytes = 48;
export async function openSpool(folder, { job, count, resume, overwrite }) {
    const jobFile = join(folder, "job");
    const previous = await readFile(jobFile, "utf8").catch(() => undefined);
    const exists = await mkdir(folder).then(() => false, (cause) => {
        if (cause.code === "EEXIST")
            return true;
        throw expected("bad-option", { subject: folder, want: "a folder that can be written to", got: cause.code, advice: "choose another output", cause });
    });
    if (exists && !resume && !overwrite) {
        throw expected("bad-option", { subject: folder, want: "no unfinished output", got: "one of an earlier run", advice: "continue it with --resume or start over with --overwrite" });
    }
    const unlock = await lock(join(folder, "lock"));
    try {
        if (previous !== undefined && resume && previous !== job) {
            throw expected("bad-option", { subject: folder, want: "an unfinished output of the same job", got: "one with another input or options", advice: "repeat the options of that run or start over with --overwrite" });
        }
        const keep = resume && previous === job;
        const flags = keep ? "a+" : "w+";
        // "a+" would append whatever the position is, so an existing file is opened for update once it is there.
        await (await open(join(folder, "blocks"), flags)).close();
        await (await open(join(folder, "journal"), flags)).close();
        await writeFile(jobFile, job);
        const blocks = await open(join(folder, "blocks"), "r+");
        const journal = await open(join(folder, "journal"), "r+");
        const entries = keep ? await recover(blocks, journal, count) : new Map();
        return spool(folder, { blocks, journal, entries, unlock });
    }
    catch (error) {
        await unlock();
        throw error;
    }
}
/** The whole blocks of a spool that is closed; nothing is written to it, so that many may read at once. Undefined where it is of another job. */
export async function readSpool(folder, { job, count }) {
    if ((await readFile(join(folder, "job"), "utf8").catch(() => undefined)) !== job)
        return undefined;
    const blocks = await open(join(folder, "blocks"), "r");
    try {
        const journal = await open(join(folder, "journal"), "r");
        const entries = await recover(blocks, journal, count).finally(() => journal.close());
        return { ...reader(folder, blocks, entries), close: () => blocks.close() };
    }
    catch (error) {
        await blocks.close();
        throw error;
    }
}
const held = new Set();
async function lock(file) {
    const owner = Number(await readFile(file, "utf8").catch(() => "0"));
    const alive = owner === process.pid ? held.has(file) : owner > 0 && isAlive(owner);
    if (alive) {
        throw expected("bad-option", { subject: file, want: "no other run that writes the same output", got: `process ${owner}`, advice: "wait for it, or remove this file if no such run exists" });
    }
    await rm(file, { force: true }); // of a run that died
    await writeFile(file, String(process.pid), { flag: "wx" });
    held.add(file);
    return async () => {
        held.delete(file);
        await rm(file, { force: true });
    };
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === "EPERM";
    }
}
async function recover(blocks, journal, count) {
    const entries = new Map();
    const records = new Uint8Array(await journal.readFile());
    for (let at = 0; at + recordBytes <= records.length; at += recordBytes) {
        const record = records.subarray(at, at + recordBytes);
        const view = new DataView(record.buffer, record.byteOffset, recordBytes);
        if (Buffer.compare(digest(record.subarray(0, 40), 8), record.subarray(40)) !== 0)
            continue;
        const index = view.getFloat64(0, true);
        const entry = { at: view.getFloat64(8, true), image: view.getUint32(16, true), mask: view.getUint32(20, true) };
        const bytes = new Uint8Array(entry.image + entry.mask);
        const { bytesRead } = await blocks.read(bytes, 0, bytes.length, entry.at);
        if (bytesRead === bytes.length && index < count && Buffer.compare(digest(bytes, 16), record.subarray(24, 40)) === 0)
            entries.set(index, entry);
    }
    return entries;
}
function digest(bytes, length) {
    return createHash("sha256").update(bytes).digest().subarray(0, length);
}
function reader(folder, blocks, entries) {
    return {
        has: (index) => entries.has(index),
        sizes: (index) => entries.get(index),
        async get(index) {
            const { at, image, mask } = entries.get(index);
            const bytes = new Uint8Array(image + mask);
            let filled = 0;
            while (filled < bytes.length) {
                const { bytesRead } = await blocks.read(bytes, filled, bytes.length - filled, at + filled);
                if (bytesRead === 0)
                    throw new Error(`${folder}: block ${index} ends early`);
                filled += bytesRead;
            }
            return { image: bytes.subarray(0, image), mask: bytes.subarray(image) };
        },
    };
}
function spool(folder, { blocks, journal, entries, unlock }) {
    let end = -1;
    let records = -1;
    let open = true;
    const ready = (async () => {
        end = (await blocks.stat()).size;
        records = Math.ceil((await journal.stat()).size / recordBytes) * recordBytes;
    })();
    const running = new Set();
    async function store(index, { image, mask }) {
        await ready;
        const bytes = Buffer.concat([image, mask]);
        const entry = { at: end, image: image.length, mask: mask.length };
        end += bytes.length;
        await writeAll(blocks, bytes, entry.at);
        const record = new Uint8Array(recordBytes);
        const view = new DataView(record.buffer);
        view.setFloat64(0, index, true);
        view.setFloat64(8, entry.at, true);
        view.setUint32(16, entry.image, true);
        view.setUint32(20, entry.mask, true);
        record.set(digest(bytes, 16), 24);
        record.set(digest(record.subarray(0, 40), 8), 40);
        const place = records;
        records += recordBytes;
        await writeAll(journal, record, place);
        entries.set(index, entry);
    }
    async function close() {
        if (!open)
            return;
        open = false;
        await Promise.allSettled(running);
        await blocks.close();
        await journal.close();
        await unlock();
    }
    return {
        folder,
        ...reader(folder, blocks, entries),
        put(index, block) {
            const done = store(index, block).finally(() => running.delete(done));
            running.add(done);
            return done;
        },
        close,
        async remove() {
            await close();
            await rm(folder, { recursive: true, force: true });
        },
    };
}
export async function writeAll(file, bytes, position) {
    let written = 0;
    while (written < bytes.length)
        written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
}
//# sourceMappingURL=cog-spool.js.map