import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { domain, parseRestoreOptions, restorePhotos } from "../../../pipelines/faces/index.js";
import { devicesIn } from "../../../pipelines/faces/fingerprint.js";
import type { DonePhoto } from "../../../pipelines/faces/report.js";
import type { Item, RawOptions, RunContext } from "../../../shared/jobs/domain.js";
import { Warm } from "../../../shared/jobs/warm.js";
import { tinyFaceModel } from "../../tiny-models/faces.js";
import { drawnFace } from "./drawn-face.js";

const root = mkdtempSync(join(tmpdir(), "face-job-"));
const at = (...names: string[]) => join(root, ...names);
/** Tells what was really opened. */
class Watched extends Warm {
  readonly opened: string[] = [];
  override open<O extends object, M extends { close(): Promise<void> }>(name: string, options: O, open: (options: O) => Promise<M>): Promise<M> {
    return super.open(name, options, (of) => (this.opened.push(name.split(" ").slice(0, 2).join(" ")), open(of)));
  }
}
const warm = new Watched();
const photo = at("in/single.jpg");
let models: RawOptions = {};

beforeAll(async () => {
  const [prior, regression] = await Promise.all([tinyFaceModel("prior", { folder: at("models/prior") }), tinyFaceModel("regression", { folder: at("models/regression") })]);
  models = { model: prior, regression };
  mkdirSync(at("in"));
  const { photo: drawn } = await drawnFace({ size: 300 });
  await sharp(drawn.data, { raw: { width: drawn.width, height: drawn.height, channels: 3 } }).jpeg({ quality: 90 }).toFile(photo);
});
afterAll(async () => {
  await warm.close();
  rmSync(root, { recursive: true, force: true });
});

let attempts = 0;
async function run(item: Item, { key, ...more }: Partial<RunContext> & { key?: string } = {}) {
  const staging = at(`staging-${++attempts}`);
  mkdirSync(staging);
  const told: [number, number][] = [];
  const context: RunContext = { staging, warm, threads: 1, overwrite: false, signal: new AbortController().signal, progress: (done, of) => told.push([done, of]), warn: () => undefined, ...more };
  const outcome = await domain.run(item, key ?? (await domain.key(item)), context);
  return { outcome, staging, told };
}
const item = (folder: string, options: RawOptions = {}, input = photo): Item => {
  const all = { ...models, ...options };
  return { input, output: domain.outputOf(input, { folder: at(folder), options: all }), options: all };
};

describe("discover", () => {
  it("finds photographs of every format below a folder, sorted, and leaves results, hidden files and all else alone", async () => {
    const write = (name: string) => {
      mkdirSync(join(at("tree"), name, ".."), { recursive: true });
      writeFileSync(at("tree", name), "x");
    };
    const wanted = ["A.JPG", "a.jpeg", "b/c.jpe", "b/d.JFIF", "b/e.png", "f.webp", "g.TIF", "h.tiff", "i.avif"];
    const others = ["a_bfr.jpg", "A_BFR.JPG", "a_bfr_deviation.png", "a_faces.jpg", "a_bfr.json", "a_bfr_report/pictures/p.png", ".hidden.jpg", ".domain-sr/x.jpg", "notes.txt", "photo.gif", "noext", "j.jpg.part"];
    for (const name of [...wanted, ...others]) write(name);
    symlinkSync(at("tree"), at("tree/circle"));
    symlinkSync(photo, at("tree/link.jpg"));
    symlinkSync(at("gone.jpg"), at("tree/dangling.jpg"));
    expect(await domain.discover(at("tree"))).toEqual([...wanted, "link.jpg"].map((name) => at("tree", name)).sort());
  });

  it.skipIf(process.getuid?.() === 0)("refuses a folder below that cannot be read, or tells of it and goes on", async () => {
    mkdirSync(at("mixed/locked"), { recursive: true });
    writeFileSync(at("mixed/a.jpg"), "x");
    chmodSync(at("mixed/locked"), 0);
    await expect(domain.discover(at("mixed"))).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining("EACCES") });
    const told: string[] = [];
    expect(await domain.discover(at("mixed"), undefined, ({ code }) => told.push(code))).toEqual([at("mixed/a.jpg")]);
    expect(told).toEqual(["bad-input"]);
    chmodSync(at("mixed/locked"), 0o700);
  });

  it("refuses what is no folder", async () => {
    await expect(domain.discover(photo)).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining("expected a folder that can be read, got ENOTDIR") });
  });
});

describe("outputOf", () => {
  it("names the result beside the photograph or below a folder, in the format asked for", () => {
    expect(domain.outputOf("/p/a/x.JPG", { options: {} })).toBe("/p/a/x_bfr.JPG");
    expect(domain.outputOf("/p/a/x.jpg", { folder: "/out", below: "a/b", options: { format: "tif" } })).toBe("/out/a/b/x_bfr.tif");
    expect(domain.outputOf("/p/a/x.heic", { folder: "/out", options: {} })).toBe("/out/x.heic_bfr.png");
  });
});

describe("check", () => {
  const check = (options: RawOptions, output = "/o/x_bfr.jpg", input = "/i/x.jpg") => () => domain.check({ input, output, options });

  it("takes every option of the single command that is of one photograph", () => {
    expect(check({ method: "dr2", tau: "3", report: true, threads: "2", minSize: "50", aligned: false })).not.toThrow();
  });

  it.each<[string, RawOptions, string]>([
    ["a name that is nearly one", { minSzie: "50" }, "--min-szie: expected an option of the single command, got none of that name; did you mean --min-size?"],
    ["a name like none", { scaleFactorOfAll: "2" }, "see bfr --help"],
    ["what an object inherits", { constructor: "2" } as RawOptions, "--constructor: expected an option of the single command"],
    ["what is said of the batch", { resume: true }, "--resume: expected no such option of a single item"],
    ["a value for a flag", { aligned: "yes" }, "--aligned: expected true or false, got yes"],
    ["a flag for a value", { seed: true }, "--seed: expected a value, got true"],
    ["a wrong value", { samples: "0" }, "--samples: expected a whole number from 1 to 64"],
    ["what would be ignored", { tau: "3" }, "--tau: expected --method dr2"],
    ["another format than the name's", { format: "png" }, "expected a name that ends in .png with --format png"],
  ])("refuses %s", (_, options, message) => {
    expect(check(options)).toThrow(expect.objectContaining({ code: "bad-option", message: expect.stringContaining(message) }));
  });

  it("refuses results that are no photograph, have no quality, or would replace the input; and addresses", () => {
    expect(check({}, "/o/x.txt")).toThrow("expected a file that ends in .jpg, .png");
    expect(check({ quality: "80" }, "/o/x.png")).toThrow("--quality: expected results in JPEG");
    expect(check({}, "/i/x.jpg")).toThrow("photographs are never replaced");
    expect(check({ samples: "2" }, "/i/x.png", "/i/x_deviation.png")).toThrow("photographs are never replaced");
    expect(check({}, "/o/x_bfr.jpg", "https://host/x.jpg")).toThrow("expected the path of a photograph, got an address");
  });
});

describe("key", () => {
  it("is of the content, the options and the models, not of names, threads or folders", async () => {
    const base = await domain.key(item("k"));
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    cpSync(photo, at("copy.jpg"));
    cpSync(at("models/prior"), at("models/prior-copy"), { recursive: true });
    for (const same of [item("k2"), item("k", { threads: "2" }), item("k", {}, at("copy.jpg")), item("k", { model: at("models/prior-copy") }), item("k", { samples: "1" })]) expect(await domain.key(same)).toBe(base);
    writeFileSync(at("other.jpg"), Buffer.concat([readFileSync(photo), Buffer.from([0])]));
    const other = await tinyFaceModel("prior", { folder: at("models/other-prior") });
    const card = JSON.parse(readFileSync(join(other, "card.json"), "utf8"));
    card.networks.denoiser.sha256 = "0".repeat(64);
    writeFileSync(join(other, "card.json"), JSON.stringify(card));
    const others = [item("k", { seed: "1" }), item("k", { format: "png" }), item("k", { report: true }), item("k", { device: "cpu" }), item("k", {}, at("other.jpg")), item("k", { model: other }), item("k", { preset: "detail" })];
    expect(new Set([base, ...(await Promise.all(others.map((each) => domain.key(each))))]).size).toBe(others.length + 1);
  });

  it("refuses a photograph that is not there", async () => {
    await expect(domain.key(item("k", {}, at("gone.jpg")))).rejects.toMatchObject({ code: "bad-input", retry: false, message: expect.stringContaining("no such file") });
  });
});

describe("estimate", () => {
  it("counts the pixels that come out, and at least the bytes that are written", async () => {
    const made = await run(item("estimated", { samples: "2", report: true, format: "png" }));
    const { pixels, bytes, seconds } = await domain.estimate(item("estimated", { samples: "2", report: true, format: "png" }));
    expect(pixels).toBe(300 * 300);
    expect((await domain.estimate(item("e", { upscale: "4" }))).pixels).toBe(1200 * 1200);
    expect((await domain.estimate(item("e", { aligned: true }))).pixels).toBe(256 * 256);
    const size = (path: string): number => (statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0) : statSync(path).size);
    expect(bytes).toBeGreaterThan(made.outcome.outputs.reduce((sum, path) => sum + size(path), 0));
    expect(seconds).toBeGreaterThan((await domain.estimate(item("e"))).seconds);
  });

  it.each(["png", "webp", "tiff", "avif"] as const)("reads the header of %s", async (format) => {
    const path = at(`header.${format}`);
    await sharp({ create: { width: 90, height: 60, channels: 3, background: "#789" } }).toFormat(format).toFile(path);
    expect((await domain.estimate(item("e", {}, path))).pixels).toBe(5400);
  });

  it("refuses what is no photograph", async () => {
    writeFileSync(at("text.jpg"), "not a photograph");
    await expect(domain.estimate(item("e", {}, at("text.jpg")))).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining("got text") });
    writeFileSync(at("cut.png"), (await sharp(photo).png().toBuffer()).subarray(0, 20));
    await expect(domain.estimate(item("e", {}, at("cut.png")))).rejects.toMatchObject({ code: "bad-input" });
    await expect(domain.estimate(item("e", {}, at("gone.jpg")))).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining("no such file") });
  });
});

describe("run", () => {
  it("publishes the bytes of the single command, names the staging folder nowhere and keeps its models open", async () => {
    const wanted = item("full", { samples: "2", report: true });
    await warm.close();
    warm.opened.length = 0;
    const { outcome, staging, told } = await run(wanted);
    await restorePhotos([photo], parseRestoreOptions({ ...(models as object), samples: "2", report: true, output: at("alone/"), threads: "1" }));
    const names = ["single_bfr.jpg", "single_bfr.json", "single_bfr_deviation.png", "single_bfr_report"];
    expect(outcome).toEqual({ outputs: names.map((name) => at("full", name)), already: false, warnings: expect.any(Array) });
    expect(readdirSync(at("full")).sort()).toEqual(names);
    for (const name of ["single_bfr.jpg", "single_bfr_deviation.png"]) expect(readFileSync(at("full", name)).equals(readFileSync(at("alone", name))), name).toBe(true);
    const report = (folder: string) => {
      const { seconds: _, faces, ...rest } = JSON.parse(readFileSync(at(folder, "single_bfr.json"), "utf8")) as DonePhoto;
      return { ...rest, faces: faces.map(({ seconds: __, ...face }) => face) };
    };
    expect(report("full")).toEqual(report("alone"));
    for (const file of ["single_bfr.json", "single_bfr_report/index.html"]) expect(readFileSync(at("full", file), "utf8")).not.toContain("staging");
    expect(readdirSync(staging)).toEqual([]);
    expect(told.at(-1)).toEqual([2, 2]);
    expect([...warm.opened].sort()).toEqual(["face detector", "face models"]);
    await run(item("full-2", { seed: "4" }));
    expect(warm.opened).toHaveLength(2);
    await run(item("full-3", { seed: "5" }), { threads: 2 });
    expect(warm.opened).toHaveLength(4);
    await run(item("full-4", { seed: "6", threads: "1" }), { threads: 2 });
    expect(warm.opened).toHaveLength(4);
  });

  it("opens nothing more where its models were opened ahead", async () => {
    const wanted = item("ahead", { seed: "7" });
    await warm.close();
    warm.opened.length = 0;
    await domain.ahead!(wanted, { warm, threads: 1 });
    expect([...warm.opened].sort()).toEqual(["face detector", "face models"]);
    await run(wanted);
    expect(warm.opened).toHaveLength(2);
  });

  it("leaves a result that stands alone, and makes again what is not whole", async () => {
    const wanted = item("twice");
    const key = await domain.key(wanted);
    expect(await domain.done(wanted, key)).toBe(false);
    await run(wanted);
    expect(await domain.done(wanted, key)).toBe(true);
    expect(await domain.done(wanted, "0".repeat(64))).toBe(false);
    const { ino } = statSync(wanted.output);
    expect((await run(wanted)).outcome.already).toBe(true);
    expect(statSync(wanted.output).ino).toBe(ino);
    const whole = readFileSync(wanted.output);
    writeFileSync(wanted.output, "cut");
    expect(await domain.done(wanted, key)).toBe(false);
    expect((await run(wanted)).outcome.already).toBe(false);
    expect(readFileSync(wanted.output)).toEqual(whole);
    rmSync(wanted.output);
    expect((await run(wanted)).outcome.already).toBe(false);
    expect(readFileSync(wanted.output)).toEqual(whole);
  });

  it("takes a result of another device for its own only where no device was asked for", async () => {
    const wanted = item("device");
    await run(wanted);
    const json = wanted.output.replace(".jpg", ".json");
    const text = readFileSync(json, "utf8");
    expect(devicesIn((JSON.parse(text) as DonePhoto).fingerprint)).toEqual(["cpu", "cpu", "cpu"]);
    writeFileSync(json, text.replaceAll(" on cpu", " on cuda"));
    expect(await domain.done(wanted, await domain.key(wanted))).toBe(true);
    const named = item("device", { device: "cpu" });
    expect(await domain.done(named, await domain.key(named))).toBe(false);
    writeFileSync(json, text);
    expect(await domain.done(named, await domain.key(named))).toBe(true);
  });

  it("replaces what another item left only where it may, and then leaves nothing of it", async () => {
    await run(item("other", { samples: "2", report: true }));
    const before = readFileSync(at("other/single_bfr.jpg"));
    await expect(run(item("other", { seed: "9" }))).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("one that exists") });
    expect(readFileSync(at("other/single_bfr.jpg"))).toEqual(before);
    await run(item("other", { seed: "9" }), { overwrite: true });
    expect(readdirSync(at("other")).sort()).toEqual(["single_bfr.jpg", "single_bfr.json"]);
    expect(readFileSync(at("other/single_bfr.jpg"))).not.toEqual(before);
    mkdirSync(at("foreign"));
    writeFileSync(at("foreign/single_bfr.json"), "{}");
    await expect(run(item("foreign"), { overwrite: true })).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("another file") });
  });

  it("refuses a photograph that was changed since the job was made, and one without a face, for good", async () => {
    await expect(run(item("changed"), { key: "1".repeat(64) })).rejects.toMatchObject({ code: "bad-input", retry: false, message: expect.stringContaining("as they were when the job was made") });
    await sharp({ create: { width: 64, height: 48, channels: 3, background: "#788" } }).png().toFile(at("empty.png"));
    await expect(run(item("faceless", {}, at("empty.png")))).rejects.toMatchObject({ code: "bad-input", retry: false, message: expect.stringContaining("a photograph with a face") });
    expect([existsSync(at("changed")), existsSync(at("faceless"))]).toEqual([false, false]);
  });

  it("stops with its signal and may then be made again", async () => {
    const stop = new AbortController();
    await expect(run(item("stopped", { samples: "3" }), { signal: stop.signal, progress: () => stop.abort() })).rejects.toMatchObject({ code: "aborted", retry: true });
    expect(existsSync(at("stopped"))).toBe(false);
  });
});
