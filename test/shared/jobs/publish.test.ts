import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publish } from "../../../shared/jobs/publish.js";

let root: string;
let staging: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "publish-"));
  staging = join(root, "staging");
  await mkdir(staging);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (path: string, text: string) => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
};
/** Files below the output folder with their content. */
const outputs = async () => {
  const found = (await readdir(join(root, "out"), { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile());
  return Object.fromEntries(await Promise.all(found.map(async ({ parentPath, name }) => [join(parentPath, name).slice(root.length + 5), await readFile(join(parentPath, name), "utf8")] as const)));
};
/** scene.tif and its report, made by the attempt `by`. */
const pair = async (by: string) => [
  { from: await write(join(staging, "scene.tif"), `pixels ${by}`), to: join(root, "out", "scene.tif") },
  { from: await write(join(staging, "report.json"), `report ${by}`), to: join(root, "out", "scene.report.json") },
];

describe("publishing", () => {
  it("gives the names, makes their folders and leaves nothing behind", async () => {
    await publish(await pair("a"), { staging, replace: false });
    expect(await outputs()).toEqual({ "scene.tif": "pixels a", "scene.report.json": "report a" });
    expect(await readdir(staging)).toEqual([]);
  });

  it("names the first last: where the second fails, the first does not stand", async () => {
    const [scene, report] = await pair("a");
    await rm(report!.from);
    await expect(publish([scene!, report!], { staging, replace: false })).rejects.toThrow("ENOENT");
    expect(await outputs()).toEqual({});
    const [second, third] = await pair("b");
    await rm(second!.from);
    await expect(publish([second!, third!], { staging, replace: false })).rejects.toThrow("ENOENT");
    expect(await outputs()).toEqual({ "scene.report.json": "report b" });
  });

  it("refuses before anything moves where a name is taken", async () => {
    await write(join(root, "out", "scene.tif"), "the user's");
    await expect(publish(await pair("a"), { staging, replace: false })).rejects.toMatchObject({ code: "bad-option", message: "scene.tif: expected a new name, got one that exists; choose another --output or pass --overwrite" });
    expect(await outputs()).toEqual({ "scene.tif": "the user's" });
    expect((await readdir(staging)).sort()).toEqual(["report.json", "scene.tif"]);
  });

  it("replaces files where it may", async () => {
    await write(join(root, "out", "scene.tif"), "old");
    await publish(await pair("a"), { staging, replace: true });
    expect(await outputs()).toEqual({ "scene.tif": "pixels a", "scene.report.json": "report a" });
  });

  it.each([["a folder"], ["a file"], ["nothing"]])("puts a folder in the place of %s, whole", async (before) => {
    if (before === "a folder") await write(join(root, "out", "study", "old.dcm"), "old");
    if (before === "a file") await write(join(root, "out", "study"), "old");
    await write(join(staging, "study", "1.dcm"), "new");
    await publish([{ from: join(staging, "study"), to: join(root, "out", "study") }], { staging, replace: true });
    expect(await outputs()).toEqual({ "study/1.dcm": "new" });
  });

  it("is made again after a kill between two renames", async () => {
    const program = `
      import { syncBuiltinESMExports } from "node:module";
      import fs from "node:fs/promises";
      const rename = fs.rename;
      let renames = 0;
      fs.rename = async (from, to) => (++renames === 2 ? process.kill(process.pid, "SIGKILL") : rename(from, to));
      syncBuiltinESMExports();
      const { publish } = await import(${JSON.stringify(join(import.meta.dirname, "../../../shared/jobs/publish.ts"))});
      await publish(JSON.parse(process.argv[1]), { staging: process.argv[2], replace: true });`;
    const child = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program, JSON.stringify(await pair("a")), staging], { encoding: "utf8" });
    expect([child.signal, child.stderr]).toEqual(["SIGKILL", ""]);
    expect(await outputs()).toEqual({ "scene.report.json": "report a" }); // never the scene without its report
    await rm(staging, { recursive: true });
    await publish(await pair("b"), { staging, replace: true });
    expect(await outputs()).toEqual({ "scene.tif": "pixels b", "scene.report.json": "report b" });
  });

  it("is made again after a kill between putting an old folder aside and naming the new one", async () => {
    await write(join(staging, "study", "1.dcm"), "new");
    await write(join(staging, "replaced-0", "old.dcm"), "put aside by the attempt that was killed");
    await publish([{ from: join(staging, "study"), to: join(root, "out", "study") }], { staging, replace: true });
    expect(await outputs()).toEqual({ "study/1.dcm": "new" });
  });
});
