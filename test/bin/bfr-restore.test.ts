import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bfr as bfrProgram } from "../../bin/bfr/program.js";
import { runProgram } from "../../bin/shared/main.js";
import { readProvenance } from "../../pipelines/faces/provenance.js";
import type { DonePhoto, RunReport } from "../../pipelines/faces/report.js";
import { drawnFace, drawnScene } from "../pipelines/faces/drawn-face.js";
import { tinyFaceModel } from "../tiny-models/faces.js";

const root = mkdtempSync(join(tmpdir(), "bfr-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (...names: string[]) => join(root, ...names);

let models: string[] = [];
/** Two faces that are large enough, and one that is not at --min-size 80. */
const scene = at("group.png");
const single = at("single.jpg");
const empty = at("empty.png");
const crop = at("crop.png");

beforeAll(async () => {
  const [prior, regression] = await Promise.all([tinyFaceModel("prior", { folder: at("models/prior") }), tinyFaceModel("regression", { folder: at("models/regression") })]);
  models = ["--model", prior, "--regression", regression, "--device", "cpu"];
  const raw = ({ photo }: { photo: { data: Uint8Array | Uint16Array; width: number; height: number } }) => sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 3 } });
  await raw(await drawnScene({ width: 720, height: 300, faces: [{ x: 150, y: 150, size: 200 }, { x: 400, y: 150, size: 220 }, { x: 620, y: 160, size: 60 }] })).png().toFile(scene);
  await raw(await drawnFace({ size: 300 })).jpeg({ quality: 90 }).withExif({ IFD0: { Artist: "PLANTED ARTIST" } }).toFile(single);
  await sharp({ create: { width: 64, height: 48, channels: 3, background: "#788" } }).png().toFile(empty);
  await raw(await drawnFace({ size: 340 })).extract({ left: 42, top: 42, width: 256, height: 256 }).png().toFile(crop);
});

const program = fileURLToPath(new URL("../../bin/bfr.ts", import.meta.url));

function process_(...given: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...given], { stdio: ["ignore", "pipe", "pipe"] });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (written.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (written.err += text));
  return { child, ended: once(child, "close").then(([code]) => ({ code: code as number | null, ...written })) };
}

/** The same within this process, which starts faster. */
async function bfr(...given: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true)),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true)),
  ];
  try {
    let some = 0;
    const code = await runProgram(bfrProgram((exit) => (some = exit)), given);
    return { code: code || some, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
const reportOf = (file: string) => JSON.parse(readFileSync(file, "utf8")) as DonePhoto;
const pixels = async (file: string) => sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });

describe("bfr PHOTO", () => {
  let run: Awaited<ReturnType<typeof bfr>>;
  beforeAll(async () => {
    mkdirSync(at("plain"));
    cpSync(single, at("plain/single.jpg"));
    run = await bfr(at("plain/single.jpg"), ...models, "--report", "--samples", "2");
  });

  it("writes its results beside the photograph, which it leaves alone", () => {
    expect([run.code, run.err]).toEqual([0, expect.stringContaining("2/2 samples")]);
    expect(readdirSync(at("plain")).sort()).toEqual(["single.jpg", "single_bfr.jpg", "single_bfr.json", "single_bfr_deviation.png", "single_bfr_report"]);
    expect(hash(at("plain/single.jpg"))).toBe(hash(single));
    expect(run.out).toContain(`done     ${at("plain/single_bfr.jpg")}: 300x300, 1 face restored, `);
    expect(run.out).toContain("face 1: replaced, ");
    expect(run.out).toContain("not evidence of what a person looks like");
  });

  it("reports every face, and what the result was made with", () => {
    const report = reportOf(at("plain/single_bfr.json"));
    const { faces: [face], ...rest } = report;
    expect(rest).toMatchObject({
      outcome: "done", method: "difface", input: { name: "single.jpg", sha256: hash(single), width: 300, height: 300, format: "jpeg" },
      output: { name: "single_bfr.jpg", sha256: hash(at("plain/single_bfr.jpg")), bytes: statSync(at("plain/single_bfr.jpg")).size, format: "jpeg" },
      deviation: { name: "single_bfr_deviation.png", white: 0.25 }, page: "single_bfr_report",
      models: [{ id: "bfr-regression", device: "cpu" }, { id: "bfr-prior", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      detector: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }, fingerprint: { seed: "0", samples: "2", preset: "balanced" },
    });
    expect(face).toMatchObject({ index: 1, action: "replaced", settings: { start: expect.any(Number) }, consistency: { residual: expect.any(Number) }, identity: { agreement: expect.any(Number) } });
    expect([face!.found!.box.x, face!.nativeSide].every((v) => v > 50 && v < 300)).toBe(true);
    expect(rest.networkCalls).toBe(2 * face!.calls! - 3); // the regression, twice, and its error are asked once
    expect(JSON.stringify(report)).not.toMatch(/PLANTED|plain\//);
  });

  it("says in the file what it is", async () => {
    const record = await readProvenance(at("plain/single_bfr.jpg"));
    expect(record).toMatchObject({ software: "domain-sr", method: "difface", seed: 0, inputSha256: hash(single), models: [{ id: "bfr-regression" }, { id: "bfr-prior" }], faces: [{ index: 1, action: "replaced" }] });
    const { exif } = await sharp(at("plain/single_bfr.jpg")).metadata();
    expect(exif!.toString("latin1")).toContain("PLANTED ARTIST"); // the user's EXIF stays in the file, and nowhere else
    const html = readFileSync(at("plain/single_bfr_report/index.html"), "utf8");
    expect(html).toContain("Restored faces of single.jpg");
    for (const text of [run.out, run.err, html]) expect(text).not.toContain("PLANTED");
    expect(html).not.toContain(root);
  });

  it("draws where the samples differ, in 16 bits, on the photograph's grid", async () => {
    const { width, height, depth, channels } = await sharp(at("plain/single_bfr_deviation.png")).metadata();
    expect({ width, height, depth, channels }).toEqual({ width: 300, height: 300, depth: "ushort", channels: 1 });
    const { data } = await sharp(at("plain/single_bfr_deviation.png")).toColourspace("grey16").raw({ depth: "ushort" }).toBuffer({ resolveWithObject: true });
    const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    expect([values[0], values[150 * 300 + 150]! > 500]).toEqual([0, true]);
  });
});

describe("bfr of several faces and photographs", () => {
  it("restores the faces that it may, in reading order, and tells why the others are left alone", async () => {
    const { code, out } = await bfr(scene, ...models, "--output", at("several/"), "--min-size", "80", "--upscale", "2", "--format", "png");
    expect(code).toBe(0);
    const report = reportOf(at("several/group_bfr.json"));
    expect(report.output).toMatchObject({ width: 1440, height: 600 });
    expect(report.faces.map(({ index, action }) => [index, action]).slice(0, 2)).toEqual([[1, "replaced"], [2, "replaced"]]);
    for (const face of report.faces.slice(2)) expect(face).toMatchObject({ action: "skipped", reason: expect.stringMatching(/below 80/) });
    expect(out).toMatch(/2( of 3 faces| faces) restored/);
    const largest = await bfr(scene, "--method", "bicubic", "--output", at("largest.png"), "--only", "largest");
    expect([largest.code, reportOf(at("largest.json")).faces.findIndex(({ action }) => action !== "skipped")]).toEqual([0, 1]);
  });

  it("restores one face that is named, and leaves every pixel outside it as it was", async () => {
    expect((await bfr(scene, ...models, "--output", at("only.png"), "--only", "1")).code).toBe(0);
    const { faces } = reportOf(at("only.json"));
    expect(faces.map(({ action }) => action).slice(0, 2)).toEqual(["replaced", "skipped"]);
    expect(faces[1]!.reason).toBe("not chosen by --only 1");
    const [before, after] = [await pixels(scene), await pixels(at("only.png"))];
    const { box } = faces[0]!.found!;
    let [inside, outside] = [0, 0];
    before.data.forEach((v, i) => {
      const x = Math.floor(i / 3) % 720;
      if (v !== after.data[i]) x > box.x - box.width && x < box.x + 2 * box.width ? inside++ : outside++;
    });
    expect([inside > 1000, outside]).toEqual([true, 0]);
  });

  it("gives the same bytes whatever the threads, the other photographs, their order and the other faces", async () => {
    const given = [...models, "--seed", "5", "--preset", "fidelity"];
    const largest = ["--only", "largest"];
    const out = (name: string) => ["--output", at("same", `${name}/`)];
    expect((await bfr(single, ...given, ...largest, "--threads", "1", ...out("alone"))).code).toBe(0);
    expect((await bfr(scene, single, ...given, ...largest, "--threads", "2", ...out("last"))).code).toBe(0);
    expect(hash(at("same/last/single_bfr.jpg"))).toBe(hash(at("same/alone/single_bfr.jpg")));
    await bfr(scene, ...given, ...largest, "--threads", "1", ...out("scene"));
    expect(hash(at("same/scene/group_bfr.png"))).toBe(hash(at("same/last/group_bfr.png")));
    for (const seed of ["6", "7"]) await bfr(crop, "--aligned", ...given, "--seed", seed, ...out(seed));
    expect(hash(at("same/6/crop_bfr.png"))).not.toBe(hash(at("same/7/crop_bfr.png")));
  });

  it("goes on after a photograph that fails, and exits with 3", async () => {
    const torn = at("torn.jpg");
    writeFileSync(torn, readFileSync(single).subarray(0, 900));
    const { code, out, err } = await bfr(empty, single, torn, at("gone.jpg"), ...models, "--output", at("batch/"), "--json");
    expect(code).toBe(3);
    const events = out.trim().split("\n").map((line) => JSON.parse(line) as { event: string; report?: RunReport });
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(["stage", "warning", "faces", "done"]));
    const { photos } = events.at(-1)!.report!;
    expect(photos.map(({ outcome }) => outcome)).toEqual(["failed", "done", "failed", "failed"]);
    expect(photos.map((photo) => (photo.outcome === "failed" ? photo.problem : ""))).toEqual([
      expect.stringContaining("empty.png: expected a photograph with a face, got none that was found; nothing was written"), "", expect.stringContaining("torn.jpg: expected a whole JPEG"), expect.stringContaining("gone.jpg: expected a photograph, got no such file"),
    ]);
    expect(readdirSync(at("batch")).sort()).toEqual(["single_bfr.jpg", "single_bfr.json"]);
    expect(err).toBe("");
  });

  it("does with --resume only what is not done, or was done otherwise", async () => {
    const second = at("second.png");
    cpSync(crop, second);
    const given = ["--aligned", "--method", "bicubic", "--output", at("resumed/")];
    expect((await bfr(crop, ...given)).code).toBe(0);
    const first = statSync(at("resumed/crop_bfr.png")).ino;
    const refused = await bfr(crop, second, ...given);
    expect([refused.code, refused.err]).toEqual([2, `${at("resumed/crop_bfr.png")}: expected a new name, got one that exists; choose another --output, pass --resume to keep what is done, or --overwrite\n`]);
    const again = await bfr(crop, second, ...given, "--resume");
    expect(again.out).toMatch(/^skipped {2}.*crop_bfr\.png[^]*^done {5}.*second_bfr\.png/m);
    expect(statSync(at("resumed/crop_bfr.png")).ino).toBe(first);
    const changed = await bfr(crop, second, ...given, "--resume", "--seed", "1");
    expect(changed.out).toMatch(/^done {5}.*crop_bfr\.png[^]*^done {5}.*second_bfr\.png/m);
  });
});

describe("bfr --aligned", () => {
  it("restores a crop without looking for anything", async () => {
    const { code } = await bfr(crop, "--aligned", ...models, "--output", at("crop-out.png"), "--samples", "2", "--report");
    expect(code).toBe(0);
    const report = reportOf(at("crop-out.json"));
    expect([report.output.width, report.output.height, report.detector, report.faces.length]).toEqual([256, 256, undefined, 1]);
    expect(report.faces[0]).toMatchObject({ index: 1, action: "replaced", nativeSide: 256 });
    expect((await sharp(at("crop-out_deviation.png")).metadata()).width).toBe(256);
    expect(readdirSync(at("crop-out_report/pictures"))).toHaveLength(3);
  });

  it("gives the crop back to the last bit with bicubic", async () => {
    expect((await bfr(crop, "--aligned", "--method", "bicubic", "--output", at("same.png"))).code).toBe(0);
    expect((await pixels(at("same.png"))).data.equals((await pixels(crop)).data)).toBe(true);
  });

  it("refuses what is not square", async () => {
    const { code, err } = await bfr(scene, "--aligned", "--method", "bicubic", "--output", at("wide.png"));
    expect([code, err, existsSync(at("wide.png"))]).toEqual([2, expect.stringContaining("group.png: expected a square crop of an aligned face, got 720 x 300 pixels"), false]);
  });
});

describe("bfr as a process", () => {
  it("exits with 2 where there is no face, and writes nothing", async () => {
    mkdirSync(at("lonely"));
    cpSync(empty, at("lonely/empty.png"));
    const { code, out, err } = await process_(at("lonely/empty.png"), ...models).ended;
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/empty\.png: expected a photograph with a face, got none that was found; nothing was written; .*--aligned\n$/);
    expect(readdirSync(at("lonely"))).toEqual(["empty.png"]);
    expect(hash(at("lonely/empty.png"))).toBe(hash(empty));
  });

  it("exits with 2 for what the caller can put right", async () => {
    const given = [
      [single, "--method", "magic"], [single, "--upscal", "2"], [], [single, "--quality", "90", "--output", at("q.png")], [single, "--only", "3", "--method", "bicubic", "--output", at("none.jpg")],
      [single, "--model", at("models"), "--output", at("none.jpg")], [crop, single, "--aligned", "--model", at("nowhere"), "--output", at("nothing/")], [at("models")],
    ];
    const ended = [];
    for (const each of given) ended.push(await bfr(...each));
    expect(ended.map(({ code }) => code)).toEqual(given.map(() => 2));
    const said = ended.map(({ err }) => err);
    expect(said[1]).toContain("Did you mean --upscale?");
    expect(said[3]).toContain("--quality: expected results in JPEG, WebP or AVIF");
    expect(said[4]).toContain("single.jpg: expected a face 3 for --only, got 1 in all");
    expect(said[5]).toContain("card.json");
    expect(said[6]).toMatch(/^--model: expected a folder with a card.json or one of .*nowhere/m); // no fault of any one photograph
    expect([at("none.jpg"), at("nothing")].map(existsSync)).toEqual([false, false]);
  });

  it("refuses before any network is opened what could not be written", async () => {
    const wide = at("wide.png");
    await sharp({ create: { width: 8200, height: 20, channels: 3, background: "#788" } }).png().toFile(wide);
    const clear = at("clear.png");
    await sharp(single).ensureAlpha(0.5).png().toFile(clear);
    const none = ["--model", at("models/prior"), "--regression", at("models/none")]; // would be refused when it is opened
    const ended = [await bfr(wide, ...none, "--upscale", "2", "--output", at("late.webp")), await bfr(clear, ...none, "--output", at("late.jpg")), await bfr(single, ...none, "--output", at("late.jpg"))];
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(ended.map(({ err }) => err.trim().split("\n").at(-1))).toEqual([
      `${at("late.webp")}: expected sides of at most 16383 pixels in WEBP, got 16400 x 40; write PNG or TIFF`,
      `${at("late.jpg")}: expected a format with transparency, got jpeg for a photograph with an alpha channel; write PNG, TIFF, WebP or AVIF`,
      expect.stringContaining("models/none"),
    ]);
  });

  it("leaves no map of a result that could not be written", async () => {
    mkdirSync(at("blocked/single_bfr.jpg"), { recursive: true });
    const { code, err } = await bfr(single, ...models, "--output", at("blocked/"), "--samples", "2", "--preset", "fidelity", "--overwrite");
    expect([code, err.trim().split("\n").at(-1)]).toEqual([2, `${at("blocked/single_bfr.jpg")}: expected a file's name, got a folder; name the file in it`]);
    expect(readdirSync(at("blocked"))).toEqual(["single_bfr.jpg"]);
  });

  it("Ctrl-C ends it with 130, keeps what is complete, and leaves nothing half done", async () => {
    // the last one has hardly begun when the first is done, those between may be complete or not
    const more = [1, 2, 3, 4].map((i) => at(`scene${i}.png`));
    for (const path of more) cpSync(scene, path);
    const { child, ended } = process_(single, ...more, ...models, "--output", at("interrupted/"), "--samples", "3", "--preset", "fidelity", "--json");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const event = JSON.parse(line) as { event: string; name?: string; done?: number };
      if (event.event === "stage" && event.name?.startsWith("photograph 2 of 5")) child.kill("SIGINT");
    });
    const { code, err } = await ended;
    expect([code, err]).toEqual([130, "stopped; the photographs that are complete are kept, continue with --resume\n"]);
    const left = readdirSync(at("interrupted"));
    expect(left).toEqual(expect.arrayContaining(["single_bfr.jpg", "single_bfr.json", "single_bfr_deviation.png"]));
    const others = more.slice(0, 3).flatMap((_, i) => (left.includes(`scene${i + 1}_bfr.png`) ? [`scene${i + 1}_bfr.json`, `scene${i + 1}_bfr.png`, `scene${i + 1}_bfr_deviation.png`] : []));
    expect(left.filter((name) => !name.startsWith("single")).sort()).toEqual(others.sort());
  });

  it("tells all of its options and commands, and what its exit codes mean", async () => {
    const { code, out } = await bfr("--help");
    expect(code).toBe(0);
    for (const words of ["bfr restore [options] <input...>", "--low-pass", "--min-size", "detect [options]", "degrade [options]", "eval [options]", "models [options]", "Exit code: 0 all done", "partly made up", "white is a standard deviation"]) expect(out).toContain(words);
  });
});
