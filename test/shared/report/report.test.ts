import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeReport } from "../../../shared/report/report.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "report-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

it("stands whole under its name, whoever else writes one there at the same time", async () => {
  const path = join(folder, "a.json");
  const each = Array.from({ length: 8 }, (_, i) => ({ by: i, filler: "x".repeat(1000 * i) }));
  await Promise.all(each.map((report) => writeReport(path, report)));
  expect(each).toContainEqual(JSON.parse(await readFile(path, "utf8")));
  expect(await readdir(folder)).toEqual(["a.json"]);
});

it("leaves nothing where it cannot be written", async () => {
  const taken = join(folder, "taken");
  await mkdir(taken);
  await expect(writeReport(taken, {})).rejects.toThrow(/EISDIR/);
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
});
