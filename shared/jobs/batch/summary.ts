import { mkdir, open, readFile, rename, type FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { expected } from "../../errors.js";
import type { Kind } from "../domain.js";
import type { FailureCode } from "../queue/failure.js";

/** One line of a summary. Paths are left out where they may name patients: items are known by number and key there. */
export interface ItemLine {
  /** In the order of the batch, from 1. */
  readonly item: number;
  readonly outcome: "done" | "already" | "failed" | "cancelled";
  readonly key?: string;
  readonly input?: string;
  readonly outputs?: readonly string[];
  readonly attempts?: number;
  readonly seconds?: number;
  readonly warnings?: readonly string[];
  readonly problem?: string;
  /** Of the problem: bad-input, no-space, io, died and the like. */
  readonly code?: FailureCode;
}

const MARK = "domain-sr batch summary";

/**
 * A JSON-lines file beside the outputs: a head, then a line for each item as it ends, under a temporary name until `finish`, which
 * adds the totals. Replaces an earlier summary, nothing else: throws bad-option.
 */
export class Summary {
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async begin(path: string, head: { readonly kind: Kind; readonly batch: string; readonly items: number; readonly versions: object }): Promise<Summary> {
    const earlier = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (earlier !== undefined && !earlier.startsWith(`{"file":"${MARK}"`)) throw expected("bad-option", { subject: basename(path), want: "a summary of a batch or no file, as one is written there", got: "another file", advice: "choose another --summary" });
    await mkdir(dirname(path), { recursive: true });
    const summary = new Summary(path, await open(`${path}.part`, "w"));
    await summary.add({ file: MARK, ...head });
    return summary;
  }

  /** In the order of the calls. */
  add(line: ItemLine | object): Promise<void> {
    const written = this.queue.then(() => this.file.writeFile(`${JSON.stringify(line)}\n`));
    this.queue = written;
    return written.then(() => undefined);
  }

  async finish(totals: object): Promise<void> {
    await this.add({ totals });
    await this.file.sync();
    await this.file.close();
    await rename(`${this.path}.part`, this.path);
  }
}
