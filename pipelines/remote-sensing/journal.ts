import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rm, stat, type FileHandle } from "node:fs/promises";
import { expected } from "../../shared/errors.js";
import type { Residual } from "./consistency.js";
import type { SceneStatistics } from "./statistics.js";

/** Everything that the bytes of the output depend on, by name, so that a resume can say what differs. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What a run found out before its first tile; a resumed run takes it over, so that it continues to the same bytes. */
export interface Findings {
  readonly statistics: SceneStatistics;
  readonly kernel?: { readonly data: readonly number[]; readonly source: string; readonly windows?: number; readonly agreement?: number; readonly width?: number };
}

/**
 * `<output>.journal`, one JSON object a line: fingerprint, findings, then a line per measured cell. The file's blocks are
 * the writer's own; a torn last line is dropped.
 */
export class Journal {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    readonly findings: Findings | undefined,
    readonly measured: ReadonlyMap<number, readonly Residual[]>,
  ) {}

  /** Continues the journal of an interrupted run where `resume`; throws bad-option naming what differs. */
  static async open(path: string, fingerprint: Fingerprint, { resume }: { resume: boolean }): Promise<Journal> {
    const earlier = resume ? await readJournal(path) : undefined;
    if (earlier) requireSame(path, fingerprint, earlier.fingerprint);
    const file = await open(path, earlier ? "r+" : "w");
    const journal = new Journal(path, file, earlier?.findings, earlier?.measured ?? new Map());
    if (earlier) {
      await file.truncate(earlier.bytes);
      journal.at = earlier.bytes;
    } else await journal.append({ fingerprint });
    return journal;
  }

  private at = 0;

  async found(findings: Findings): Promise<void> {
    await this.append({ findings });
  }

  async measuredCell(cell: number, residuals: readonly Residual[]): Promise<void> {
    await this.append({ cell, residuals });
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  private async append(entry: object): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    await this.file.write(bytes, 0, bytes.length, this.at);
    this.at += bytes.length;
  }
}

interface Entry {
  readonly fingerprint?: Fingerprint;
  readonly findings?: Findings;
  readonly cell?: number;
  readonly residuals?: readonly Residual[];
}

async function readJournal(path: string): Promise<{ fingerprint: Fingerprint; findings: Findings | undefined; measured: Map<number, readonly Residual[]>; bytes: number } | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let fingerprint: Fingerprint | undefined;
  let findings: Findings | undefined;
  const measured = new Map<number, readonly Residual[]>();
  let bytes = 0;
  for (const line of text.split("\n").slice(0, -1)) {
    let entry: Entry;
    try {
      entry = JSON.parse(line) as Entry;
    } catch {
      break;
    }
    fingerprint ??= entry.fingerprint;
    findings ??= entry.findings;
    if (entry.cell !== undefined && entry.residuals) measured.set(entry.cell, entry.residuals);
    bytes += Buffer.byteLength(line) + 1;
  }
  return fingerprint && { fingerprint, findings, measured, bytes };
}

function requireSame(path: string, now: Fingerprint, then: Fingerprint): void {
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
export async function identify(input: string, signal?: AbortSignal): Promise<{ readonly identity: string; readonly bytes?: number }> {
  if (/^https?:\/\//i.test(input)) {
    const answer = await fetch(input, { method: "HEAD", ...(signal && { signal }) }).catch(() => undefined);
    if (!answer?.ok) return { identity: "not stated by the server" };
    return { identity: `${answer.headers.get("content-length") ?? "?"} bytes, etag ${answer.headers.get("etag") ?? "none"}, modified ${answer.headers.get("last-modified") ?? "unknown"}` };
  }
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(input)) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return { identity: `sha256 ${hash.digest("hex")}`, bytes: (await stat(input)).size };
}
