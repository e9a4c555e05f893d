import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Summary } from "../../../../shared/jobs/batch/summary.js";

let root: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "summary-"));
  path = join(root, "batch-summary.jsonl");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const head = { kind: "rsr", batch: "b", items: 2, versions: {} } as const;
const linesOf = async (file: string): Promise<unknown[]> => (await readFile(file, "utf8")).trim().split("\n").map((line) => JSON.parse(line) as unknown);

it("appears under its name when it is complete, its lines in the order of the calls", async () => {
  const summary = await Summary.begin(path, head);
  const added = Array.from({ length: 50 }, (_, i) => summary.add({ item: i + 1, outcome: "done" }));
  await Promise.all(added);
  await expect(readFile(path)).rejects.toThrow("ENOENT");
  expect(await linesOf(`${path}.part`)).toHaveLength(51);
  await summary.finish({ done: 50 });
  const lines = await linesOf(path);
  expect(lines.slice(1, -1)).toEqual(Array.from({ length: 50 }, (_, i) => ({ item: i + 1, outcome: "done" })));
  expect(lines.at(-1)).toEqual({ totals: { done: 50 } });
});

it("replaces an earlier summary, and nothing else", async () => {
  await (await Summary.begin(path, head)).finish({ done: 1 });
  await (await Summary.begin(path, head)).finish({ done: 2 });
  expect((await linesOf(path)).at(-1)).toEqual({ totals: { done: 2 } });
  await writeFile(path, "a user's notes\n");
  await expect(Summary.begin(path, head)).rejects.toThrow("batch-summary.jsonl: expected a summary of a batch or no file");
  expect(await readFile(path, "utf8")).toBe("a user's notes\n");
});
