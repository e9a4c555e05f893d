import { mkdir, open, readFile, rename } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { expected } from "../../errors.js";
const MARK = "domain-sr batch summary";
/**
 * A JSON-lines file beside the outputs: a head, then a line for each item as it ends, under a temporary name until `finish`, which
 * adds the totals. Replaces an earlier summary, nothing else: throws bad-option.
 */
export class Summary {
    path;
    file;
    queue = Promise.resolve();
    constructor(path, file) {
        this.path = path;
        this.file = file;
    }
    static async begin(path, head) {
        const earlier = await readFile(path, "utf8").catch((error) => {
            if (error.code === "ENOENT")
                return undefined;
            throw error;
        });
        if (earlier !== undefined && !earlier.startsWith(`{"file":"${MARK}"`))
            throw expected("bad-option", { subject: basename(path), want: "a summary of a batch or no file, as one is written there", got: "another file", advice: "choose another --summary" });
        await mkdir(dirname(path), { recursive: true });
        const summary = new Summary(path, await open(`${path}.part`, "w"));
        await summary.add({ file: MARK, ...head });
        return summary;
    }
    /** In the order of the calls. */
    add(line) {
        const written = this.queue.then(() => this.file.writeFile(`${JSON.stringify(line)}\n`));
        this.queue = written;
        return written.then(() => undefined);
    }
    async finish(totals) {
        await this.add({ totals });
        await this.file.sync();
        await this.file.close();
        await rename(`${this.path}.part`, this.path);
    }
}
//# sourceMappingURL=summary.js.map