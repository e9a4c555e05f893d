import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Item } from "./domain.js";

/** Data of a job: a whole item, a part of one, or the assembly of its parts (`of` without `index`). */
export interface JobData {
  readonly item: Item;
  /** Of the item's content, method, options and model. */
  readonly key: string;
  readonly batch: string;
  readonly overwrite: boolean;
  readonly index?: number;
  readonly of?: number;
}

/** BullMQ runs an id once: what is asked for again, with the same output, is the same job. */
export function jobId(key: string, output: string): string {
  return `${key.slice(0, 32)}-${createHash("sha256").update(output).digest("hex").slice(0, 12)}`;
}

export function partId(id: string, index: number): string {
  return `${id}-part${index}`;
}

/** Everything that batches keep beside outputs is in folders of this name. */
export const HIDDEN = ".domain-sr";

/** Folder of the attempts at what is written beside `output`. */
export function workFolder(output: string): string {
  return join(dirname(output), HIDDEN, "work");
}

/** Where the parts of a divided item meet. */
export function partsFolder(output: string, id: string): string {
  return join(dirname(output), HIDDEN, "parts", id);
}
