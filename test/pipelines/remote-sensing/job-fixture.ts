import { mkdtempSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { Item, RunContext } from "../../../shared/jobs/domain.js";
import { Warm } from "../../../shared/jobs/warm.js";

/** What a worker gives to a job: an attempt's empty folder beside the output, models that stay open to the end of the test file. */
export function workers(): (item: Item, given?: Partial<RunContext>) => RunContext {
  const warm = new Warm();
  afterAll(() => warm.close());
  return ({ output }, given = {}) => ({
    staging: mkdtempSync(join(dirname(output), `.staging-${basename(output)}-`)),
    warm, threads: 1, overwrite: false, signal: new AbortController().signal, progress: () => undefined, warn: () => undefined, ...given,
  });
}
