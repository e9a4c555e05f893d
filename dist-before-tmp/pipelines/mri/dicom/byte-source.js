import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, inflateRaw } from "node:zlib";
import { codeOf } from "./walk.js";
/** A file that cannot be used, in words that are safe to print: no names, no text of the file. */
export class Unreadable extends Error {
    name = "Unreadable";
}
/** What a compressed file may become in memory. */
export const inflatedLimit = 512 * 2 ** 20;
/** Opens a file; gzip is seen by its first bytes and inflated whole. Throws Unreadable. */
export async function openBytes(path) {
    const source = await openPlain(path);
    try {
        const start = await source.read(0, 2);
        if (start[0] !== 0x1f || start[1] !== 0x8b)
            return source;
        const bytes = await inflated(source, 0, promisify(gunzip));
        await source.close();
        return bytesInMemory(bytes);
    }
    catch (error) {
        await source.close();
        throw error;
    }
}
/** The deflated data set behind `from`, inflated; offsets in it count from its own first byte (PS3.5 A.5). Throws Unreadable. */
export async function inflateFrom(source, from) {
    return bytesInMemory(await inflated(source, from, promisify(inflateRaw)));
}
export function bytesInMemory(bytes) {
    return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length), close: async () => { } };
}
async function inflated(source, from, unpack) {
    if (source.size > inflatedLimit)
        throw new Unreadable(`compressed, and over ${inflatedLimit / 2 ** 20} MiB even so`);
    const packed = await source.read(from, source.size - from);
    return unpack(packed, { maxOutputLength: inflatedLimit }).catch((error) => {
        const tooLong = codeOf(error) === "ERR_BUFFER_TOO_LARGE";
        throw new Unreadable(tooLong ? `over ${inflatedLimit / 2 ** 20} MiB when decompressed` : "a damaged compressed stream");
    });
}
async function openPlain(path) {
    const failed = (error) => {
        throw new Unreadable(`could not be read (${codeOf(error)})`);
    };
    const handle = await open(path, "r").catch(failed);
    const size = await handle.stat().then((found) => found.size, async (error) => {
        await handle.close();
        return failed(error);
    });
    return {
        size,
        read: async (offset, length) => {
            const wanted = Math.max(0, Math.min(length, size - offset));
            const bytes = Buffer.allocUnsafe(wanted);
            let filled = 0;
            while (filled < wanted) {
                const { bytesRead } = await handle.read(bytes, filled, wanted - filled, offset + filled).catch(failed);
                if (bytesRead === 0)
                    break;
                filled += bytesRead;
            }
            return bytes.subarray(0, filled);
        },
        close: () => handle.close(),
    };
}
//# sourceMappingURL=byte-source.js.map