import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { domain } from "../../../pipelines/mri/index.js";
import { put } from "../../../pipelines/mri/dicom/write-dataset.js";
import { parseRestoreOptions } from "../../../pipelines/mri/options.js";
import { restoreStudy } from "../../../pipelines/mri/restore.js";
import { RestorationError } from "../../../shared/errors.js";
import type { Item, Outcome, RawOptions, RunContext } from "../../../shared/jobs/domain.js";
import { Warm } from "../../../shared/jobs/warm.js";
import { tinyMriModel } from "../../tiny-models/mri.js";
import { makeJunk, makeSeries } from "./make-study.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const root = mkdtempSync(join(tmpdir(), "mri-job-"));
const drop = join(root, "drop");
const study = join(drop, "DOE^JANE");
const nifti = join(drop, "scans", "scan.nii.gz");
const model = join(root, "model");
const warm = new Warm();
beforeAll(async () => {
  await makeSeries(join(study, "a"), { number: 1, slices: 4, rows: 32, columns: 32 });
  await makeSeries(join(study, "b"), { number: 2, contrast: "t2", slices: 4, rows: 32, columns: 32, transferSyntax: "rle" });
  await makeJunk(join(study, "junk"));
  mkdirSync(join(drop, "scans"));
  execFileSync("/usr/bin/python3", ["-c", "import nibabel, numpy, sys; r = numpy.random.default_rng(1); nibabel.save(nibabel.Nifti1Image(r.integers(100, 900, (32, 32, 4)).astype('int16'), numpy.diag([2, 2, 5, 1])), sys.argv[1])", nifti]);
  await tinyMriModel("srdiff", { folder: model });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await warm.close();
  rmSync(root, { recursive: true, force: true });
});

const options: RawOptions = { method: "srdiff", model, denoise: "off", device: "cpu" };
const item = (name: string, more: RawOptions = {}, input = study): Item => ({ input, output: join(root, "out", name), options: { ...(more.method === "zero-fill" ? { device: "cpu" } : options), ...more } });
let attempts = 0;
async function run(what: Item, more: Partial<RunContext> = {}, key?: string): Promise<Outcome> {
  const staging = join(root, "staging", String(attempts++));
  mkdirSync(staging, { recursive: true });
  return domain.run(what, key ?? (await domain.key(what)), { staging, warm, threads: 1, overwrite: false, signal: new AbortController().signal, progress: () => undefined, warn: () => undefined, ...more });
}
/** Hash of every file of a result by its path, but for the report, which holds how long it took. */
function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== "report.json");
  return Object.fromEntries(files.map((entry) => join(entry.parentPath, entry.name)).sort().map((file) => [file.slice(folder.length), createHash("sha256").update(readFileSync(file)).digest("hex")]));
}

describe("discover", () => {
  it("finds folders that hold DICOM at any depth, and NIfTI files, and leaves results and hidden things alone", async () => {
    const top = join(root, "discover");
    cpSync(study, join(top, "deep", "er", "study"), { recursive: true });
    cpSync(study, join(top, "study_mri-sr"), { recursive: true });
    cpSync(study, join(top, ".domain-sr", "work"), { recursive: true });
    cpSync(join(study, "junk"), join(top, "junk"), { recursive: true });
    rmSync(join(top, "junk", "preamble-only"));
    cpSync(nifti, join(top, "deep", "scan.nii.gz"));
    await makeSeries(join(top, "zipped"), { slices: 2, rows: 16, columns: 16, gzip: true });
    expect(await domain.discover(top)).toEqual([join(top, "deep"), join(top, "deep", "scan.nii.gz"), join(top, "zipped")]);
  });

  it("takes a folder that holds DICOM files itself for one study", async () => {
    expect(await domain.discover(join(study, "a"))).toEqual([join(study, "a")]);
    await expect(domain.discover(join(root, "nowhere"))).rejects.toThrow("the folder of inputs: expected a folder that can be listed, got nothing there");
  });

  it("tells of a folder below that cannot be read, without its name, and goes on where that is wanted", async () => {
    const top = mkdtempSync(join(tmpdir(), "mri-discover-"));
    chmodSync(top, 0o755);
    cpSync(join(study, "a"), join(top, "open"), { recursive: true });
    mkdirSync(join(top, "ROE^RICHARD"), { mode: 0o000 });
    const user = process.geteuid!();
    if (user === 0) process.seteuid!(65534); // root may read everything
    try {
      const refused = "a folder below the inputs: expected a folder that can be listed, got ";
      await expect(domain.discover(top)).rejects.toThrow(refused);
      const told: string[] = [];
      expect(await domain.discover(top, undefined, ({ message }) => void told.push(message))).toEqual([join(top, "open")]);
      expect(told).toEqual([expect.stringContaining(refused)]);
      expect(told[0]).not.toContain("ROE");
    } finally {
      process.seteuid!(user);
      rmSync(top, { recursive: true, force: true });
    }
  });
});

describe("an item", () => {
  it("goes beside its input, or into a folder below what lay between", () => {
    expect(domain.outputOf(study, { options: {} })).toBe(`${study}_mri-sr`);
    expect(domain.outputOf(nifti, { folder: "/out", below: "scans", options: {} })).toBe("/out/scans/scan_mri-sr");
  });

  it.each([
    [{ methd: "srdiff" }, "--methd: expected an option of the single command, got none of that name; did you mean --method?"],
    [{ overwrite: true }, "--overwrite: expected no such option of a single item"],
    [{ resume: true }, "--resume: expected no such option of a single item"],
    [{ json: true }, "--json: expected no such option of a single item"],
    [{ scale: "7" }, "--scale: expected one of 1, 2, 3, 4, got 7"],
    [{ scale: true }, "--scale: expected a value"],
    [{ keepPrivate: "yes" }, "--keep-private: expected true or false, got yes"],
  ] as const)("is refused for %j", (more, message) => {
    expect(() => domain.check(item("refused", more))).toThrow(message);
    expect(() => domain.check(item("accepted", { keepPrivate: false, throughPlane: "2" }))).not.toThrow();
  });

  it("tells voxels, bytes and time from the headers", async () => {
    const two = await domain.estimate(item("estimate"));
    expect(two.pixels).toBe(2 * 4 * 64 * 64);
    expect(two.bytes).toBeGreaterThan(2 * two.pixels);
    const more = await domain.estimate(item("estimate", { samples: "3", series: "1" }));
    expect(more.pixels).toBe(2 * 4 * 64 * 64);
    expect(more.seconds).toBeGreaterThan(two.seconds);
    await expect(domain.estimate(item("estimate", {}, join(study, "junk")))).rejects.toThrow("STUDY: expected a magnitude MR series");
  });
});

describe("the key", () => {
  it("is of the content, the options that matter and the models", async () => {
    const key = await domain.key(item("key"));
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const moved = join(root, "moved");
    cpSync(join(study, "a"), join(moved, "z"), { recursive: true });
    cpSync(join(study, "b"), join(moved, "c"), { recursive: true });
    cpSync(join(study, "junk"), moved, { recursive: true });
    for (const [i, name] of readdirSync(join(moved, "z")).sort().entries()) renameSync(join(moved, "z", name), join(moved, "z", `r${9 - i}`));
    expect(await domain.key(item("other", { threads: "2" }, moved))).toBe(key);
    for (const more of [{ seed: "1" }, { scale: "3" }, { series: "1" }, { keepPrivate: true }, { report: true }, { device: "auto" }, { samples: "2" }] as RawOptions[]) expect(await domain.key(item("key", more)), JSON.stringify(more)).not.toBe(key);
    const other = await tinyMriModel("srdiff", { folder: join(root, "model-2"), card: { data: {} } });
    const card = JSON.parse(readFileSync(join(other, "card.json"), "utf8")) as { networks: Record<string, { sha256: string }> };
    card.networks.first!.sha256 = "0".repeat(64);
    writeFileSync(join(other, "card.json"), JSON.stringify(card));
    expect(await domain.key(item("key", { model: other }))).not.toBe(key);
    const file = join(moved, "c", readdirSync(join(moved, "c"))[0]!);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(1)]));
    expect(await domain.key(item("key", {}, moved))).not.toBe(key);
  });
});

describe("run", () => {
  it("publishes the bytes of the single command, the same on another day in another zone, also after an attempt that was cut off", async () => {
    const first = await run(item("first"));
    expect(first).toEqual({ outputs: [join(root, "out", "first")], already: false, warnings: [] });
    const bytes = bytesOf(first.outputs[0]!);
    expect(Object.keys(bytes)).toHaveLength(8);

    vi.stubEnv("TZ", "Pacific/Auckland");
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-01-02T03:04:05Z") });
    try {
      const stop = new AbortController();
      await expect(run(item("second"), { signal: stop.signal, progress: (done) => void (done > 0 && stop.abort()) })).rejects.toMatchObject({ code: "aborted", retry: true });
      expect(bytesOf((await run(item("second"))).outputs[0]!)).toEqual(bytes);
      const single = join(root, "single");
      await restoreStudy(study, parseRestoreOptions(study, { ...(options as object), output: single }), { dated: "source" });
      expect(bytesOf(single)).toEqual(bytes);
    } finally {
      vi.useRealTimers();
    }
  });

  it("says nothing new of a job that was done, replaces its own, and refuses what is another's", async () => {
    const what = item("again", { method: "zero-fill" });
    const key = await domain.key(what);
    expect(await domain.done(what, key)).toBe(false);
    await run(what);
    expect(await domain.done(what, key)).toBe(true);
    expect(await domain.done(what, key.replace(/^./, (digit) => (digit === "0" ? "1" : "0")))).toBe(false);
    expect((await run(what)).already).toBe(true);
    const [series] = readdirSync(what.output).filter((name) => name.startsWith("series-"));
    rmSync(join(what.output, series!, "IM0001.dcm"));
    expect(await domain.done(what, key)).toBe(false);
    expect((await run(what)).already).toBe(false);
    const other = item("again", { method: "zero-fill", scale: "3" });
    await expect(run(other)).rejects.toThrow("--output: expected a new folder, got one that exists");
    expect(await domain.done(what, key)).toBe(true);
    expect((await run(other, { overwrite: true })).already).toBe(false);
    expect(await domain.done(what, key)).toBe(false);
  });

  it("does a NIfTI file to the same bytes, and makes a page", async () => {
    const [a, b] = [item("nifti-a", { report: true }, nifti), item("nifti-b", {}, nifti)];
    await run(a);
    await run(b);
    const pick = (folder: string): string[] => Object.entries(bytesOf(folder)).filter(([name]) => name.includes("restored.nii.gz")).flat();
    expect(pick(a.output)).toHaveLength(2);
    expect(pick(a.output)).toEqual(pick(b.output));
    expect(await domain.done(a, await domain.key(a))).toBe(true);
    rmSync(join(a.output, "report", "index.html"));
    expect(await domain.done(a, await domain.key(a))).toBe(false);
  });

  it("publishes a study of which a series failed, with a warning; one without any is an error; neither names the patient", async () => {
    const half = join(root, "DOE^JOHN");
    cpSync(study, half, { recursive: true });
    for (const name of readdirSync(join(half, "b"))) {
      const bytes = readFileSync(join(half, "b", name));
      writeFileSync(join(half, "b", name), bytes.fill(0x7f, bytes.length - 200, bytes.length - 8)); // only the last runs are damaged
    }
    const outcome = await run(item("half", { method: "zero-fill" }, half));
    expect(outcome.warnings[0]).toMatch(/^not restored: series 2, .*slice \d: expected pixels that can be decoded/);
    expect(readdirSync(outcome.outputs[0]!).filter((name) => name.startsWith("series-"))).toHaveLength(1);
    const nothing = item("none", { method: "zero-fill", series: "2" }, half);
    const error: unknown = await run(nothing).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RestorationError);
    expect(error).toMatchObject({ code: "bad-input", retry: false });
    expect(readdirSync(join(root, "out"))).not.toContain("none");
    for (const gone of ["DOE^GONE", "DOE^GONE.nii"]) {
      const missing = await domain.key(item("none", {}, join(root, gone))).catch((caught: unknown) => caught);
      expect(missing).toMatchObject({ code: "bad-input" });
      expect(`${(missing as Error).message} ${(missing as Error).stack} ${String((missing as Error).cause)}`).not.toMatch(/DOE|PLANTED/);
      expect((missing as Error).message).toContain("STUDY: expected a file or a folder, got nothing there");
    }
    expect(`${(error as Error).message} ${JSON.stringify(outcome.warnings)}`).not.toMatch(/DOE|PLANTED/);
  });

  it("keeps models from job to job", async () => {
    const opened: string[] = [];
    class Counting extends Warm {
      override async open<O extends object, M extends { close(): Promise<void> }>(name: string, options_: O, open: (options: O) => Promise<M>): Promise<M> {
        return super.open(name, options_, (lasting) => (opened.push(name), open(lasting)));
      }
    }
    const mine = new Counting();
    await run(item("warm-1", { series: "1" }), { warm: mine });
    await run(item("warm-2", { series: "2" }), { warm: mine });
    expect(opened).toEqual(["mri"]);
    await mine.close();
  });
});

describe("dates of creation", () => {
  it("are SOURCE_DATE_EPOCH where it is set, for the single command", async () => {
    vi.stubEnv("SOURCE_DATE_EPOCH", "1000000000");
    const [a, b] = [join(root, "epoch-a"), join(root, "epoch-b")];
    for (const output of [a, b]) {
      await restoreStudy(study, parseRestoreOptions(study, { output, method: "zero-fill", series: "1" }));
      vi.stubEnv("TZ", "America/Lima");
    }
    expect(bytesOf(a)).toEqual(bytesOf(b));
    const file = join(a, readdirSync(a).find((name) => name.startsWith("series-"))!, "IM0001.dcm");
    expect(readFileSync(file).toString("latin1")).toContain("20010909");
    vi.stubEnv("SOURCE_DATE_EPOCH", "yesterday");
    await expect(restoreStudy(study, parseRestoreOptions(study, { output: join(root, "epoch-c"), method: "zero-fill" }))).rejects.toThrow("SOURCE_DATE_EPOCH: expected seconds since 1970, got yesterday");
  });

  it("are the newest of the source for a job", async () => {
    const dated = join(root, "dated");
    await makeSeries(dated, {
      slices: 2, rows: 16, columns: 16,
      edit: (dataset) => {
        put(dataset, 0x00080022, "DA", "20250304");
        put(dataset, 0x00080032, "TM", "0506");
      },
    });
    const { outputs } = await run(item("dated", { method: "zero-fill" }, dated));
    const file = join(outputs[0]!, readdirSync(outputs[0]!).find((name) => name.startsWith("series-"))!, "IM0001.dcm");
    expect(readFileSync(file).toString("latin1")).toMatch(/20250304050600/);
  });
});
