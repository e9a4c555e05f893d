import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import sharp from "sharp";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sceneOptions } from "../../bin/rsr/tile.js";
import { photoOptions } from "../../bin/bfr/restore.js";
import { studyOptions } from "../../bin/mri-sr/restore.js";
import { registerBatch } from "../../bin/shared/batch.js";
import { worker } from "../../bin/worker/program.js";
import { domain as faces } from "../../pipelines/faces/index.js";
import { domain as mri } from "../../pipelines/mri/index.js";
import { domain as rsr, restoreScene, parseTileOptions } from "../../pipelines/remote-sensing/index.js";
import type { Domain } from "../../shared/jobs/domain.js";
import { makeSeries } from "../pipelines/mri/make-study.js";
import { redisInstalled, redisServer } from "../shared/jobs/servers.js";
import { runCommand } from "./run-command.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const example = new URL("../../examples/scene.tif", import.meta.url).pathname;
let root: string;
let exit = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "batch-"));
  exit = 0;
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

const about = (domain: Domain, addOptions: (command: Command) => Command) => (program: Command): void => registerBatch(program, { domain: async () => domain, inputs: "inputs", many: domain.unit.many, addOptions, exit: (code) => void (exit = code) });
const scenes = (...args: string[]) => runCommand(about(rsr, sceneOptions), "batch", ...args);
const hash = async (path: string): Promise<string> => createHash("sha256").update(await readFile(path)).digest("hex");
const summaryIn = async (folder: string): Promise<Record<string, unknown>[]> => (await readFile(join(folder, "batch-summary.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
/** Files below a folder but the queue's own. */
const filesIn = async (folder: string): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).filter((path) => !path.startsWith(".domain-sr/queue")).sort();
/** The program in a process of its own, from source. */
const started = (program: string, ...args: string[]): [ChildProcess, Promise<number | null>] => {
  const child = spawn(process.execPath, ["--import", "tsx", new URL(`../../bin/${program}`, import.meta.url).pathname, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  return [child, new Promise((resolve) => child.on("exit", resolve))];
};
const bicubic = ["--method", "bicubic", "--scale", "2", "--window", "0,0,64,64"];

describe("rsr batch", () => {
  it("does a folder, tells what failed, and is done when asked again", async () => {
    const [folder, out] = [join(root, "in"), join(root, "out")];
    await mkdir(join(folder, "deep"), { recursive: true });
    await copyFile(example, join(folder, "a.tif"));
    await copyFile(example, join(folder, "deep", "b.tif"));
    await writeFile(join(folder, "broken.tif"), "no scene");
    const said = await scenes(folder, "--output", out, ...bicubic);
    expect(said).toMatch(/^3 items: 2 done, 1 failed; /);
    expect(exit).toBe(3);
    expect(await filesIn(out)).toEqual(["a_x2.report.json", "a_x2.stac.json", "a_x2.tif", "batch-summary.jsonl", "deep/b_x2.report.json", "deep/b_x2.stac.json", "deep/b_x2.tif"]);
    const lines = await summaryIn(out);
    expect(lines.slice(1, -1).map(({ item, outcome, code }) => ({ item, outcome, code })).sort((a, b) => Number(a.item) - Number(b.item))).toEqual([
      { item: 1, outcome: "done", code: undefined }, { item: 2, outcome: "failed", code: "bad-input" }, { item: 3, outcome: "done", code: undefined },
    ]);
    expect(lines.find(({ item }) => item === 2)!.problem).toContain("broken.tif: expected");

    await restoreScene(parseTileOptions({ input: example, output: join(root, "single.tif"), method: "bicubic", scale: "2", window: "0,0,64,64" }));
    expect(await hash(join(out, "deep/b_x2.tif"))).toBe(await hash(join(root, "single.tif")));

    await rm(join(folder, "broken.tif"));
    exit = 0;
    expect(await scenes(folder, "--output", out, ...bicubic)).toMatch(/^2 items: 0 done, 2 done before; /);
    expect(exit).toBe(0);
    await rm(join(out, "a_x2.tif"));
    expect(await scenes(folder, "--output", out, ...bicubic)).toMatch(/^2 items: 1 done, 1 done before; /);
  });

  it("divides a big scene and gives the bytes of the undivided run", async () => {
    const out = join(root, "out");
    await scenes(example, "--output", out, "--method", "bicubic", "--scale", "4", "--part-pixels", "300000");
    await restoreScene(parseTileOptions({ input: example, output: join(root, "single.tif"), method: "bicubic", scale: "4" }));
    expect(await hash(join(out, "scene_x4.tif"))).toBe(await hash(join(root, "single.tif")));
    expect(await filesIn(out)).toEqual(["batch-summary.jsonl", "scene_x4.report.json", "scene_x4.stac.json", "scene_x4.tif"]);
    expect(await scenes("status", "--output", out)).toMatch(/^0 waiting, 0 running, [3-9] done, 0 failed/);
  });

  it("refuses a wrong manifest by its lines, before anything is done", async () => {
    const manifest = join(root, "list.csv");
    await writeFile(manifest, `input,output,scale\n${example},a.tif,2\n${example},b.tif,7\n,c.tif,2\n`);
    const error = await scenes(manifest).then(() => undefined, (thrown: Error) => thrown);
    expect(error?.message).toMatch(/line 3.*--scale.*7/s);
    expect(error?.message).toMatch(/line 4/);
    expect(await filesIn(root)).toEqual(["list.csv"]);
  });

  it("says beforehand what would be done, and does nothing", async () => {
    const said = await scenes(example, "--output", join(root, "out"), "--scale", "2", "--dry-run", "--json");
    const found = JSON.parse(said.trim().split("\n").at(-1)!) as { pixels: number };
    expect(found).toMatchObject({ event: "estimate", items: 1, wrong: [] });
    expect(found.pixels).toBeGreaterThan(10_000);
    expect(existsSync(join(root, "out"))).toBe(false);
  });

  it("keeps a file that is not its own, and replaces it when told to", async () => {
    const out = join(root, "out");
    await mkdir(out);
    await writeFile(join(out, "scene_x2.tif"), "a user's");
    await scenes(example, "--output", out, ...bicubic);
    expect(exit).toBe(3);
    expect(await readFile(join(out, "scene_x2.tif"), "utf8")).toBe("a user's");
    exit = 0;
    await scenes(example, "--output", out, ...bicubic, "--overwrite");
    expect(exit).toBe(0);
    expect((await readFile(join(out, "scene_x2.tif"))).length).toBeGreaterThan(1000);
  });

  it("takes the job of a killed run back at once, and what that run left is removed", async () => {
    const out = join(root, "out");
    const given = ["--output", out, "--method", "bicubic", "--scale", "4"];
    const [first] = started("rsr.ts", "batch", example, ...given);
    const work = join(out, ".domain-sr", "work");
    await vi.waitUntil(async () => (await readdir(work).catch(() => [])).length > 0, { timeout: 90_000, interval: 20 });
    first.kill("SIGKILL");
    const [second, ended] = started("rsr.ts", "batch", example, ...given, "--concurrency", "0", "--json");
    let said = "";
    second.stdout!.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitUntil(() => said.includes("1 in the queue"), { timeout: 90_000, interval: 50 });
    second.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(await scenes("status", "--output", out)).toMatch(/^1 waiting, 0 running, 0 done, 0 failed/);
    expect(await scenes(example, ...given)).toMatch(/^1 items: 1 done; /);
    expect(await filesIn(out)).toEqual(["batch-summary.jsonl", "scene_x4.report.json", "scene_x4.stac.json", "scene_x4.tif"]);
  });

  it("tries what failed once more when told to", async () => {
    const out = join(root, "out");
    await mkdir(out);
    await writeFile(join(out, "scene_x2.tif"), "a user's");
    await scenes(example, "--output", out, ...bicubic);
    expect(await scenes("status", "--output", out)).toMatch(/1 failed .*scene_x2\.tif: expected/s);
    await rm(join(out, "scene_x2.tif"));
    exit = 0;
    expect(await scenes("retry", "--failed", "--output", out)).toMatch(/^1 items: 1 done; /);
    expect(exit).toBe(0);
    expect(await scenes("retry", "--failed", "--output", out)).toBe("nothing has failed\n");
    expect(await scenes("clean", "--output", out)).toBe("0 leftovers removed\n");
  });

  it("takes what is put into a folder until it is stopped", async () => {
    const [drop, out] = [join(root, "drop"), join(root, "out")];
    await mkdir(drop);
    const [watching, ended] = started("rsr.ts", "batch", "--watch", drop, "--output", out, ...bicubic, "--json");
    let said = "";
    watching.stdout!.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitUntil(() => said.includes("queue:"), { timeout: 90_000, interval: 100 });
    await copyFile(example, join(drop, "late.tif.part"));
    await rename(join(drop, "late.tif.part"), join(drop, "late.tif"));
    await vi.waitUntil(() => said.includes('"outcome":"done"'), { timeout: 90_000, interval: 100 });
    watching.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect((await filesIn(out)).filter((path) => path.endsWith(".tif"))).toEqual(["late_x2.tif"]);
    expect((await summaryIn(out)).at(-1)).toMatchObject({ totals: { items: 1, done: 1, failed: 0 } });
  });

  it("leaves the work to others with --concurrency 0, from which it can be taken back", async () => {
    const [out, queue] = [join(root, "out"), join(root, "queue")];
    const [asked, ended] = started("rsr.ts", "batch", example, "--output", out, "--queue", queue, ...bicubic, "--concurrency", "0", "--json");
    let said = "";
    asked.stdout!.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitUntil(() => said.includes("1 in the queue"), { timeout: 90_000, interval: 50 });
    await expect(scenes("status", "--queue", queue)).rejects.toThrow(String(asked.pid));
    asked.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(await scenes("status", "--queue", queue, "--json")).toContain('"waiting":1');
    expect(await scenes("cancel", "--queue", queue)).toBe("1 items taken out of the queue\n");
    expect(await scenes("status", "--queue", queue, "--json")).toContain('"waiting":0');
  });
});

describe.skipIf(!redisInstalled)("a queue server", () => {
  let server: Awaited<ReturnType<typeof redisServer>>;
  beforeAll(async () => void (server = await redisServer()));
  afterAll(() => server.stop());

  it("spreads a batch over workers, which end when they are told to", async () => {
    const out = join(root, "out");
    const folder = join(root, "in");
    await mkdir(folder);
    for (const name of ["a", "b", "c"]) await copyFile(example, join(folder, `${name}.tif`));
    const written: string[] = [];
    const workers = [1, 2].map(() => started("worker.ts", "--queue", server.place, "--kinds", "rsr", "--json"));
    for (const [child] of workers) child.stdout!.on("data", (chunk: Buffer) => written.push(chunk.toString()));
    expect(await scenes(folder, "--output", out, ...bicubic, "--queue", server.place, "--concurrency", "0")).toMatch(/^3 items: 3 done; /);
    for (const [child] of workers) child.kill("SIGTERM");
    expect(await Promise.all(workers.map(([, ended]) => ended))).toEqual([0, 0]);
    expect(written.join("").match(/"outcome":"done"/g)).toHaveLength(3);
    expect((await filesIn(out)).filter((path) => path.endsWith(".tif"))).toEqual(["a_x2.tif", "b_x2.tif", "c_x2.tif"]);
  });
});

describe("mri-sr batch", () => {
  it("does studies, and no patient's name is in what it says or writes beside them", async () => {
    const [drop, out] = [join(root, "drop"), join(root, "out")];
    await makeSeries(join(drop, "DOE^JANE", "a"), { number: 1, slices: 3, rows: 32, columns: 32 });
    await mkdir(join(drop, "ROE^RICHARD"));
    await copyFile(join(drop, "DOE^JANE", "a", (await readdir(join(drop, "DOE^JANE", "a")))[0]!), join(drop, "ROE^RICHARD", "one"));
    await writeFile(join(drop, "ROE^RICHARD", "two"), (await readFile(join(drop, "ROE^RICHARD", "one"))).subarray(0, 900));
    const heard: string[] = [];
    vi.mocked(process.stderr.write).mockImplementation((text) => (heard.push(String(text)), true));
    const said = await runCommand(about(mri, studyOptions), "batch", drop, "--output", out, "--method", "zero-fill", "--json");
    expect(said).toContain('"done":');
    const written = await readFile(join(out, "batch-summary.jsonl"), "utf8");
    for (const text of [said, heard.join(""), written]) expect(text).not.toMatch(/JANE|DOE|RICHARD|ROE/i);
    expect(written).toContain('"item":1,"outcome":"done","key":"');
    expect((await filesIn(out)).some((path) => path.includes("_mri-sr/series-"))).toBe(true);
  });
});

describe("bfr batch", () => {
  it("does a directory of aligned crops", async () => {
    const folder = join(root, "in");
    await mkdir(folder);
    const crop = await sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 200, g: 150, b: 120 } } }).png().toBuffer();
    for (const name of ["one", "two"]) await writeFile(join(folder, `${name}.png`), crop);
    expect(await runCommand(about(faces, photoOptions), "batch", folder, "--output", join(root, "out"), "--aligned", "--method", "bicubic")).toMatch(/^2 items: 2 done; /);
    expect((await filesIn(join(root, "out"))).filter((path) => path.endsWith(".png"))).toEqual(["one_bfr.png", "two_bfr.png"]);
  });
});

describe("domain-sr-worker", () => {
  it("wants a server that is there", async () => {
    const program = worker();
    program.configureOutput({ writeErr: () => undefined });
    await expect(program.parseAsync(["--queue", "redis://127.0.0.1:1", "--kinds", "rsr"], { from: "user" })).rejects.toThrow(/--queue: expected a queue server at redis:\/\/127.0.0.1:1/);
    await expect(program.parseAsync(["--queue", "redis://127.0.0.1:1", "--kinds", "photos"], { from: "user" })).rejects.toThrow("--kinds: expected one of rsr, mri, faces");
  });
});
