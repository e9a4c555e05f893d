import { open } from "node:fs/promises";
import { basename } from "node:path";
import { RestorationError, expected } from "../../shared/errors.js";
export function truncated(name, end, size) {
    return expected("bad-input", {
        subject: name, want: `at least ${end} bytes`, got: `${size}`, advice: "the file is truncated or damaged: fetch it again",
    });
}
export async function openSource(source, signal) {
    return /^https?:\/\//i.test(source) ? openUrl(source, signal) : openFile(source);
}
async function openFile(path) {
    const name = basename(path);
    const handle = await open(path, "r").catch((cause) => {
        throw expected("bad-input", { subject: name, want: "a readable file", got: cause.code ?? cause.message, advice: "check the path", cause });
    });
    const info = await handle.stat();
    if (!info.isFile()) {
        await handle.close();
        throw expected("bad-input", { subject: name, want: "a file", got: info.isDirectory() ? "a folder" : "a special file", advice: "give one GeoTIFF" });
    }
    return {
        name,
        size: info.size,
        async read(offset, length, abort) {
            abort?.throwIfAborted();
            if (offset + length > info.size)
                throw truncated(name, offset + length, info.size);
            const bytes = new Uint8Array(length);
            let filled = 0;
            while (filled < length) {
                const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
                if (bytesRead === 0)
                    throw truncated(name, offset + length, offset + filled);
                filled += bytesRead;
            }
            return bytes;
        },
        close: () => handle.close(),
    };
}
const chunkSize = 64 * 1024;
const chunksKept = 256;
/** Neighbouring missing chunks are fetched in one request of at most this many. */
const chunksPerRequest = 128;
const requestTimeoutMs = 30_000;
const attempts = 4;
async function openUrl(url, signal) {
    const location = URL.canParse(url) ? new URL(url) : undefined;
    const name = location ? location.host + location.pathname : "the given URL";
    if (location === undefined || location.username !== "" || location.password !== "") {
        throw expected("bad-input", { subject: name, want: "a URL without a user name in it", got: "another", advice: "use a signed URL or download the file" });
    }
    const first = await fetchPart(url, name, 0, chunkSize, signal);
    const chunks = new Map([[0, Promise.resolve(first.bytes)]]);
    function request(from, count, abort) {
        const whole = fetchPart(url, name, from * chunkSize, count * chunkSize, abort).then((part) => {
            if (part.size !== first.size || part.version !== first.version) {
                throw expected("bad-input", { subject: name, want: "a file that stays the same while it is read", got: "a new version", advice: "start again" });
            }
            return part.bytes;
        });
        for (let i = 0; i < count; i++) {
            const chunk = whole.then((bytes) => bytes.slice(i * chunkSize, (i + 1) * chunkSize));
            chunk.catch(() => chunks.delete(from + i)); // a later read may try again
            chunks.set(from + i, chunk);
        }
    }
    return {
        name,
        size: first.size,
        async read(offset, length, abort) {
            abort?.throwIfAborted();
            if (offset + length > first.size)
                throw truncated(name, offset + length, first.size);
            const out = new Uint8Array(length);
            if (length === 0)
                return out;
            const from = Math.floor(offset / chunkSize);
            const to = Math.floor((offset + length - 1) / chunkSize);
            for (let i = from; i <= to;) {
                let count = 0;
                while (i + count <= to && count < chunksPerRequest && !chunks.has(i + count))
                    count++;
                if (count > 0)
                    request(i, count, abort);
                // Each group is copied before the next is asked for, so that a read larger than the cache stays within it.
                const end = Math.min(to, i + Math.max(count, 1) - 1);
                for (; i <= end; i++) {
                    const pending = chunks.get(i);
                    chunks.delete(i); // to the young end
                    chunks.set(i, pending);
                    const bytes = await pending;
                    const start = i * chunkSize - offset;
                    out.set(bytes.subarray(Math.max(0, -start), Math.min(bytes.length, length - start)), Math.max(0, start));
                }
                for (const old of chunks.keys()) {
                    if (chunks.size <= chunksKept)
                        break;
                    chunks.delete(old);
                }
            }
            return out;
        },
        close: async () => chunks.clear(),
    };
}
async function fetchPart(url, name, offset, length, signal) {
    for (let attempt = 1;; attempt++) {
        signal?.throwIfAborted();
        try {
            return await fetchOnce(url, name, offset, length, signal);
        }
        catch (error) {
            signal?.throwIfAborted();
            const final = error instanceof RestorationError && !error.retry;
            if (final || attempt === attempts)
                throw error instanceof RestorationError ? error : unreachable(name, error);
            await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** (attempt - 1)));
        }
    }
}
function unreachable(name, cause) {
    const { cause: inner, message } = cause;
    return new RestorationError("bad-input", `${name}: expected an answer, got ${inner?.code ?? message}; check the address and the network`, { cause, retry: true });
}
async function fetchOnce(url, name, offset, length, signal) {
    const timeout = AbortSignal.timeout(requestTimeoutMs);
    const response = await fetch(url, {
        headers: { range: `bytes=${offset}-${offset + length - 1}`, "accept-encoding": "identity" },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
    if (response.status !== 206 || range === null || Number(range[1]) !== offset) {
        await response.body?.cancel();
        const busy = response.status >= 500 || response.status === 429 || response.status === 408;
        const advice = response.status === 200 || response.status === 206
            ? "the server does not serve byte ranges: download the file first"
            : "check the address and the rights to it";
        throw new RestorationError("bad-input", `${name}: expected a byte range (HTTP 206), got HTTP ${response.status}; ${advice}`, { retry: busy });
    }
    const size = Number(range[3]);
    const want = Math.min(length, size - offset);
    const bytes = new Uint8Array(want);
    let filled = 0;
    for await (const piece of response.body) {
        if (filled + piece.length > want)
            throw unreachable(name, new Error("more bytes than asked for"));
        bytes.set(piece, filled);
        filled += piece.length;
    }
    if (filled !== want)
        throw unreachable(name, new Error(`${filled} of ${want} bytes`));
    return { bytes, size, version: response.headers.get("etag") ?? response.headers.get("last-modified") ?? undefined };
}
//# sourceMappingURL=tiff-source.js.map