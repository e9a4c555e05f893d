import { join, resolve } from "node:path";
import { HIDDEN } from "../../shared/jobs/payload.js";

export interface BatchPlace {
  readonly output?: string;
  readonly queue?: string;
}

/** Where a batch's queue is when nobody says: beside its results. */
export function queuePlace({ queue, output }: BatchPlace): string {
  return queue ?? join(output === undefined ? process.cwd() : resolve(output), HIDDEN, "queue");
}
