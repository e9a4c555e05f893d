import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { domain } from "../../../pipelines/remote-sensing/job.js";
import { deviationPath, reportPath } from "../../../pipelines/remote-sensing/options.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import type { Item, RawOptions } from "../../../shared/jobs/domain.js";
import { tinyModel } from "../../tiny-models/model-folder.js";
import { workers } from "./job-fixture.js";
import { ground, nodata, tileOptions, utm } from "./scene-fixture.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";

vi.setConfig({ testTimeout: 60_000 });

const file = temporaryFolder();
const context = workers();
let model = "";
let input = "";
const scene = (seed = 0) => tiff({ width: 40, height: 60, bands: 2, type: "uint16", value: (b, row, col) => (row + col < 9 ? 0 : ground(b + seed, row, col)), tags: [...utm, nodata("0")] });
beforeAll(async () => {
  model = await tinyModel("dmdc");
  input = file("scene.tif", scene());
});
afterAll(() => rmSync(model, { recursive: true, force: true }));

const learned = (): RawOptions => ({ method: "dmdc", model, kernel: "gaussian:1,0.7,30", preset: "fidelity", tile: "128", device: "cpu" });
const bicubic: RawOptions = { method: "bicubic", scale: "2" };
const item = (output: string, options: RawOptions = bicubic, of = input): Item => ({ input: of, output: file(output), options });

describe("a scene as a job", () => {
  it("gives the bytes of the single command, with deviation and report, and is not computed again", async () => {
    const options = { ...learned(), samples: "2" };
    await restoreScene(tileOptions({ input, output: file("single.tif"), ...options }));
    const asked = item("job.tif", options);
    const key = await domain.key(asked);
    expect(await domain.done(asked, key)).toBe(false);
    const given = context(asked);
    const outcome = await domain.run(asked, key, given);
    expect(outcome).toMatchObject({ already: false, outputs: [file("job.tif"), file("job_std.tif"), file("job.stac.json"), file("job.report.json")] });
    for (const path of ["single.tif", "single_std.tif"]) expect(Buffer.compare(readFileSync(file(path)), readFileSync(file(path.replace("single", "job"))))).toBe(0);
    expect(readdirSync(given.staging)).toEqual([]);
    const report = readFileSync(reportPath(asked.output), "utf8");
    expect(report).not.toContain("staging");
    expect(JSON.parse(report)).toMatchObject({ output: { path: asked.output, deviation: deviationPath(asked.output) }, consistency: { enforced: true } });
    expect(await domain.done(asked, key)).toBe(true);
    expect(await domain.run(asked, key, context(asked))).toMatchObject({ already: true, outputs: outcome.outputs });
  });

  it("opens a model once for several jobs", async () => {
    const opened = new Set<unknown>();
    for (const output of ["warm1.tif", "warm2.tif"]) {
      const asked = item(output, learned());
      const given = context(asked);
      const opens = vi.spyOn(given.warm, "open");
      await domain.run(asked, await domain.key(asked), given);
      expect(opens.mock.results.length).toBe(1);
      opened.add(await (opens.mock.results[0]!.value as Promise<unknown>));
      opens.mockRestore();
    }
    expect(opened.size).toBe(1);
  });

  it("names its key by content, options and model, not by paths and threads", async () => {
    const key = await domain.key(item("a.tif", learned()));
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await domain.key(item("b.tif", { ...learned(), threads: "3", device: "auto" }, file("copy.tif", scene())))).toBe(key);
    for (const other of [{ seed: "1" }, { scale: "2" }, { consistency: "off" }, { bands: "1" }, { steps: "2" }]) expect(await domain.key(item("a.tif", { ...learned(), ...other }))).not.toBe(key);
    expect(await domain.key(item("a.tif", learned(), file("other.tif", scene(1))))).not.toBe(key);
    const kernels = ["0 0 0 0 1 0 0 0 0", "0 1 0 1 4 1 0 1 0"].map((numbers, i) => {
      mkdirSync(file(`k${i}`), { recursive: true });
      writeFileSync(file(join(`k${i}`, "kernel.txt")), numbers);
      return domain.key(item("a.tif", { ...learned(), kernel: file(join(`k${i}`, "kernel.txt")) }));
    });
    expect(await kernels[0]).not.toBe(await kernels[1]);
  });

  it("never replaces what is not its own, unless it is told to", async () => {
    writeFileSync(file("mine.tif"), "precious");
    const asked = item("mine.tif");
    const key = await domain.key(asked);
    await expect(domain.run(asked, key, context(asked))).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("--overwrite") as string });
    expect(readFileSync(file("mine.tif"), "utf8")).toBe("precious");
    await domain.run(asked, key, context(asked, { overwrite: true }));
    expect(await domain.done(asked, key)).toBe(true);
    const others = item("mine.tif", { ...bicubic, scale: "3" });
    expect(await domain.done(others, await domain.key(others))).toBe(false);
    await expect(domain.run(others, await domain.key(others), context(others))).rejects.toThrow("--overwrite");
  });

  it("goes on where an attempt was cut off between the names, and where an output was cut short", async () => {
    const asked = item("cut.tif");
    const key = await domain.key(asked);
    await domain.run(asked, key, context(asked));
    const whole = readFileSync(asked.output);
    rmSync(asked.output); // the report was placed, the raster was not
    expect(await domain.done(asked, key)).toBe(false);
    await domain.run(asked, key, context(asked));
    truncateSync(asked.output, 500);
    expect(await domain.done(asked, key)).toBe(false);
    await expect(domain.run(asked, key, context(asked))).rejects.toThrow("--overwrite"); // it may be somebody's
    await domain.run(asked, key, context(asked, { overwrite: true }));
    expect(Buffer.compare(readFileSync(asked.output), whole)).toBe(0);
    const report = readFileSync(reportPath(asked.output));
    const other = item("cut.tif", { ...bicubic, scale: "3" });
    await domain.run(other, await domain.key(other), context(other, { overwrite: true }));
    writeFileSync(reportPath(asked.output), report); // a report of this key beside another's raster
    expect(await domain.done(asked, key)).toBe(false);
  });

  it("may run twice at once", async () => {
    const asked = item("twice.tif");
    const key = await domain.key(asked);
    const outcomes = await Promise.all([domain.run(asked, key, context(asked)), domain.run(asked, key, context(asked))]);
    expect(outcomes.every(({ outputs }) => outputs[0] === asked.output)).toBe(true);
    expect(await domain.done(asked, key)).toBe(true);
  });

  it("refuses an input that changed while it waited, and says that a stopped attempt may go again", async () => {
    const changed = item("changed.tif", bicubic, file("changing.tif", scene()));
    const key = await domain.key(changed);
    writeFileSync(file("changing.tif"), scene(3));
    await expect(domain.run(changed, key, context(changed))).rejects.toMatchObject({ code: "bad-input", retry: false });
    const stop = new AbortController();
    const asked = item("stopped.tif");
    const running = domain.run(asked, await domain.key(asked), context(asked, { signal: stop.signal, progress: () => stop.abort() }));
    await expect(running).rejects.toMatchObject({ code: "aborted", retry: true });
    expect(readdirSync(dirname(asked.output)).filter((name) => name.startsWith("stopped"))).toEqual([]);
  });
});

describe("the inputs of a batch", () => {
  it("are the scenes below a folder, without what batches and commands leave there", async () => {
    const root = file("found");
    for (const path of ["b.tif", "A.TIFF", "sub/c.TIF", "sub/m.vrt", ".hidden.tif", ".domain-sr/work/x.tif", "b_x4.tif.part/assembled.tif", "b_x4.tif", "b_x4.report.json", "b_x4_std.tif", "note.txt"]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), "");
    }
    symlinkSync(join(root, "b.tif"), join(root, "linked.tif"));
    symlinkSync(root, join(root, "loop"));
    expect(await domain.discover(root)).toEqual(["A.TIFF", "b.tif", "linked.tif", "sub/c.TIF", "sub/m.vrt"].map((path) => join(root, path)));
    await expect(domain.discover(file("nowhere"))).rejects.toMatchObject({ code: "bad-input" });
  });

  it("name their outputs as the single command does", () => {
    expect(domain.outputOf("/data/x/scene.TIF", { options: {} })).toBe("/data/x/scene_x4.tif");
    expect(domain.outputOf("/data/x/scene.tiff", { folder: "/out", below: "x/y", options: { scale: "2" } })).toBe("/out/x/y/scene_x2.tif");
    expect(domain.outputOf("https://host/a/scene.tif?token=secret", { folder: "/out", options: {} })).toBe("/out/scene_x4.tif");
  });

  it("are refused early for wrong options, with the one that was meant", () => {
    const check = (options: RawOptions) => () => domain.check(item("x.tif", options));
    expect(check({ methd: "bicubic" })).toThrow("did you mean --method?");
    expect(check({ overwrite: true })).toThrow("--overwrite: expected no such option of a single item");
    expect(check({ scale: "5" })).toThrow("--scale: expected one of 2, 3, 4, got 5");
    expect(check({ scale: true })).toThrow("--scale: expected a value");
    expect(check({ input: "other.tif" })).toThrow("--input: expected an option of the single command");
    expect(() => domain.check({ ...item("x.tif"), output: input })).toThrow("--output: expected another file than the input");
    expect(check(bicubic)).not.toThrow();
  });

  it("are estimated by their headers", async () => {
    const { pixels, bytes, seconds } = await domain.estimate(item("x.tif"));
    expect(pixels).toBe(80 * 120 * 2);
    expect(bytes).toBeGreaterThan(80 * 120 * 2 * 2);
    expect((await domain.estimate(item("x.tif", { ...learned(), preset: "detail" }))).seconds).toBeGreaterThan(seconds);
    await expect(domain.estimate(item("x.tif", bicubic, file("text.tif", Buffer.from("no picture"))))).rejects.toMatchObject({ code: "bad-input" });
  });
});
