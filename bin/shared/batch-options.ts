import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Domain, Item, RawOptions } from "../../shared/jobs/domain.js";
import { HIDDEN } from "../../shared/jobs/payload.js";
import type { Progress } from "../../shared/report/progress.js";
import type { Exit } from "./main.js";

/** What a program tells of its batches. */
export interface BatchOfDomain {
  /** Loaded when it is asked for: it is large. */
  readonly domain: () => Promise<Domain>;
  readonly inputs: string;
  readonly many: string;
  /** The options of the single command. */
  readonly addOptions: (command: Command) => Command;
  /** Items from elsewhere than files, and where their results go. */
  readonly source?: BatchSource;
  readonly exit: Exit;
}

export interface BatchSource {
  /** Adds its options, whose names are `own`. */
  readonly addOptions: (command: Command) => Command;
  readonly own: readonly string[];
  /** Undefined where none of its options is given; throws bad-option. */
  readonly open: (raw: object, place: { readonly output?: string; readonly options: RawOptions }) => OpenedSource | undefined;
}

export interface OpenedSource {
  readonly items: (context: { readonly progress: Progress; readonly signal: AbortSignal }) => AsyncIterable<Item>;
  /** After an item whose output stands; may be repeated. */
  readonly after?: (item: Item, signal: AbortSignal) => Promise<void>;
}

/** Output pixels of a part of a divided item: about a minute of one core with a network. */
export const PART_PIXELS = 32e6;

/** As typed; the options of the single command are among them. */
export interface RawBatch {
  readonly output?: string;
  readonly queue?: string;
  readonly concurrency?: string;
  readonly partPixels?: string;
  readonly summary?: string;
  readonly watch?: string;
  readonly lock?: string;
  readonly metrics?: string;
  readonly dryRun?: boolean;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** Where a batch's queue is when nobody says: beside its results. */
export function queuePlace({ queue, output }: Pick<RawBatch, "queue" | "output">): string {
  return queue ?? join(output === undefined ? process.cwd() : resolve(output), HIDDEN, "queue");
}
