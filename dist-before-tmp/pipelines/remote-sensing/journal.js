import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rm, stat } from "node:fs/promises";
import { expected } from "../../shared/errors.js";
/**
 * `<output>.journal`, one JSON object a line: fingerprint, findings, then a line per measured cell. The file's blocks are
 * the writer's own; a torn last line is dropped.
 */
export class Journal {
    path;
    file;
    findings;
    measured;
    constructor(path, file, findings, measured) {
        this.path = path;
        this.file = file;
        this.findings = findings;
        this.measured = measured;
    }
    /** Continues the journal of an interrupted run where `resume`; throws bad-option naming what differs. */
    static async open(path, fingerprint, { resume }) {
        const earlier = resume ? await readJournal(path) : undefined;
        if (earlier)
            requireSame(path, fingerprint, earlier.fingerprint);
        const file = await open(path, earlier ? "r+" : "w");
        const journal = new Journal(path, file, earlier?.findings, earlier?.measured ?? new Map());
        if (earlier) {
            await file.truncate(earlier.bytes);
            journal.at = earlier.bytes;
        }
        else
            await journal.append({ fingerprint });
        return journal;
    }
    at = 0;
    async found(findings) {
        await this.append({ findings });
    }
    async measuredCell(cell, residuals) {
        await this.append({ cell, residuals });
    }
    async close() {
        await this.file.close();
    }
    async remove() {
        await this.file.close();
        await rm(this.path, { force: true });
    }
    async append(entry) {
        const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
        await this.file.write(bytes, 0, bytes.length, this.at);
        this.at += bytes.length;
    }
}
async function readJournal(path) {
    const text = await readFile(path, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw error;
    });
    if (text === undefined)
        return undefined;
    let fingerprint;
    let findings;
    const measured = new Map();
    let bytes = 0;
    for (const line of text.split("\n").slice(0, -1)) {
        let entry;
        try {
            entry = JSON.parse(line);
        }
        catch {
            break;
        }
        fingerprint ??= entry.fingerprint;
        findings ??= entry.findings;
        if (entry.cell !== undefined && entry.residuals)
            measured.set(entry.cell, entry.residuals);
        bytes += Buffer.byteLength(line) + 1;
    }
    return fingerprint && { fingerprint, findings, measured, bytes };
}
function requireSame(path, now, then) {
    for (const name of new Set([...Object.keys(then), ...Object.keys(now)])) {
        if (now[name] !== then[name]) {
            throw expected("bad-option", {
                subject: `--resume: ${name}`,
                want: `${then[name] ?? "none"} as in the interrupted run`,
                got: now[name] ?? "none",
                advice: `repeat that run's options, or start over with --overwrite`,
            });
        }
    }
}
/** SHA-256 of a file; size and date of a URL, whose contents are never read as a whole. */
export async function identify(input, signal) {
    if (/^https?:\/\//i.test(input)) {
        const answer = await fetch(input, { method: "HEAD", ...(signal && { signal }) }).catch(() => undefined);
        if (!answer?.ok)
            return { identity: "not stated by the server" };
        return { identity: `${answer.headers.get("content-length") ?? "?"} bytes, etag ${answer.headers.get("etag") ?? "none"}, modified ${answer.headers.get("last-modified") ?? "unknown"}` };
    }
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(input)) {
        signal?.throwIfAborted();
        hash.update(chunk);
    }
    return { identity: `sha256 ${hash.digest("hex")}`, bytes: (await stat(input)).size };
}
//# sourceMappingURL=journal.js.map