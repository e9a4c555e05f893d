import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { mriSr as mriSrProgram } from "../../bin/mri-sr/program.js";
import { runProgram } from "../../bin/shared/main.js";
import type { StudyReport } from "../../pipelines/mri/restore-report.js";
import { makeStudy } from "../pipelines/mri/make-study.js";
import { iodErrors, oracle, workFolder } from "../pipelines/mri/oracles.js";
import { planted } from "../pipelines/mri/study-header.js";
import { tinyMriModel } from "../tiny-models/mri.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const root = workFolder();
/** The patient's name stands in every file, in the folder's name and in the names of files. */
const study = join(root, `${planted}^NAME`);
const out = (name: string) => join(root, name);
let srdiff = "";
let r2d2plus = "";

const small = { slices: 3, rows: 48, columns: 40, pixelSpacing: [4, 4] } as const;
const orderOfSeries = [2, 3, 5];

beforeAll(async () => {
  [srdiff, r2d2plus] = await Promise.all([tinyMriModel("srdiff", { folder: out("mri-srdiff") }), tinyMriModel("r2d2plus", { folder: out("mri-r2d2plus") })]);
  const series = await makeStudy(study, {
    junk: true,
    series: [
      { number: 1, kind: "localizer", ...small },
      { number: 2, transferSyntax: "jpeg-ls", utf8: true, ...small },
      { number: 3, object: "enhanced", contrast: "t2", transferSyntax: "rle", orientation: "oblique", ...small },
      { number: 4, kind: "phase", ...small },
      {
        number: 5, transferSyntax: "jpeg-2000", ...small,
        edit: (dataset, slice) => {
          const pixels = dataset.get(0x7fe00010)!.value as { frames: Uint8Array[] };
          if (slice === 1) dataset.set(0x7fe00010, { vr: "OB", value: { frames: pixels.frames.map((frame) => frame.map((byte, i) => (i > frame.length / 2 ? 0xff : byte))) } });
        },
      },
    ],
  });
  const [file] = series[1]!.files;
  renameSync(file!, join(study, `${planted} scan of the head`));
});

const program = fileURLToPath(new URL("../../bin/mri-sr.ts", import.meta.url));

function mriSr(...given: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...given], { stdio: ["ignore", "pipe", "pipe"] });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (written.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (written.err += text));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...written }));
  return { child, ended };
}

/** The same within this process, which starts faster. */
async function within(...given: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true)),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true)),
    ...(["log", "warn", "error", "info", "debug"] as const).map((name) => vi.spyOn(console, name).mockImplementation((...said: unknown[]) => void (written.err += `${said.join(" ")}\n`))),
  ];
  try {
    let some = 0;
    const code = await runProgram(mriSrProgram((exit) => (some = exit)), given);
    return { code: code || some, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const options = (output: string) => [study, "--output", output, "--model", srdiff, "--method", "srdiff", "--denoise", "off", "--device", "cpu", "--threads", "1"];

describe("mri-sr over a whole study", () => {
  let run: Awaited<ReturnType<typeof mriSr>["ended"]>;
  beforeAll(async () => {
    run = await mriSr(...options(out("whole")), "--samples", "2", "--report").ended;
  });
  const report = (): StudyReport => JSON.parse(readFileSync(out("whole/report.json"), "utf8")) as StudyReport;

  it("restores what it can, names what failed, and exits with 3", () => {
    expect([run.code, report().series.map(({ outcome }) => outcome)]).toEqual([3, ["done", "done", "failed"]]);
    expect(report().series.map(({ label }) => Number(/^series (\d+)/.exec(label)![1]))).toEqual(orderOfSeries);
    expect(run.out).toMatch(/^failed {4}series 5, .*: series 5, /m);
    expect(run.out).toMatch(/^skipped {3}series 1, 3 files: a localizer$/m);
    expect(run.out).toContain("2 restored, 1 failed in ");
    expect(run.err).toMatch(/6\/6 slices, /); // three slices, two samples
    expect(readdirSync(out("whole")).sort()).toEqual(["report", "report.json", ...report().series.flatMap((it) => (it.outcome === "failed" ? [] : [it.folder, it.deviation!]))].sort());
  });

  it("writes series that are as valid as their sources (dciodvfy, dcmftest)", () => {
    const files = readdirSync(out("whole"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".dcm")).map((name) => join(out("whole"), name));
    expect(files).toHaveLength(2 * 3 + 2);
    for (const file of files) expect(iodErrors(file), file).toEqual([]);
    expect(oracle("dcmftest", ...files).status).toBe(0);
    for (const file of files) expect(oracle("dcmdump", "-q", file).output).not.toContain(`${planted} PRIVATE`);
    expect(oracle("dcmdump", "-q", files[0]!).output).toContain(`${planted}-ID`); // the patient stays the patient
  });

  it("makes a page of all of it", () => {
    const html = readFileSync(out("whole/report/index.html"), "utf8");
    for (const words of ["Not for primary diagnosis", "The network made it up", "Not restored: series 5", "a localizer", "mri-srdiff 1.0.0"]) expect(html).toContain(words);
    expect(readdirSync(out("whole/report/pictures"))).toHaveLength(2 * 3 * 4);
  });

  it("says nothing of the patient anywhere but in the DICOM files", async () => {
    const events = await mriSr(...options(out("events")), "--json").ended;
    const inspected = await within("inspect", study);
    const inspectedJson = await within("inspect", study, "--json");
    const evaluated = await within("eval", "--input", out("whole"), "--lr", study, "--series", "1002", "--json");
    expect([events.code, inspected.code, inspectedJson.code, evaluated.code]).toEqual([3, 0, 0, 0]);
    const lines = events.out.trim().split("\n").map((line) => JSON.parse(line) as { event: string });
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(["stage", "slices", "warning", "done"]));
    const texts = [run, events, inspected, inspectedJson, evaluated].flatMap(({ out: stdout, err }) => [stdout, err]);
    for (const name of ["report.json", "report/index.html"]) texts.push(readFileSync(join(out("whole"), name), "utf8"));
    const names = readdirSync(out("whole"), { recursive: true, encoding: "utf8" });
    for (const text of [...texts, ...names]) expect(text).not.toMatch(new RegExp(`${planted}|NAM\u00c9|1970`, "i"));
    for (const name of names.filter((file) => file.endsWith(".png"))) expect(readFileSync(join(out("whole"), name)).includes(planted)).toBe(false);
    expect(texts.join("").length).toBeGreaterThan(10_000);
  });

  it("has touched no source, and left nothing half done", () => {
    expect(readdirSync(study, { recursive: true, encoding: "utf8" }).filter((name) => /part|report|tmp/.test(name))).toEqual([]);
    expect(readdirSync(out("whole"), { recursive: true, encoding: "utf8" }).filter((name) => /part|tmp/.test(name))).toEqual([]);
  });
});

describe("mri-sr as a process", () => {
  it("exits with 2 for what the caller can put right, before anything is written", async () => {
    mkdirSync(out("none"));
    const taken = out("taken");
    const given = [
      [study, "--scale", "5"],
      [study, "--skale", "2"],
      [out("nowhere")],
      [out("none")],
      [study, "--series", "99", "--method", "zero-fill", "--output", taken],
      [study, "--model", out("none"), "--denoise", "off", "--output", taken],
      [study, "--scale", "4", "--through-plane", "2", "--method", "zero-fill", "--output", out("whole"), "--report"],
    ];
    const ended = [await mriSr(...given[0]!).ended];
    for (const each of given.slice(1)) ended.push(await within(...each));
    expect(ended.map(({ code }) => code)).toEqual(given.map(() => 2));
    const said = ended.map(({ err }) => err);
    expect(said[0]).toBe("--scale: expected one of 1, 2, 3, 4, got 5; see mri-sr --help\n");
    expect(said[1]).toContain("Did you mean --scale?");
    expect(said[2]).toMatch(/nowhere: expected /);
    expect(said[3]).toContain("STUDY: expected a magnitude MR series, got nothing");
    expect(said[4]).toContain("--series: expected one of 2 (");
    expect(said[5]).toContain("card.json");
    expect(said[6]).toContain("expected a new folder, got one that exists");
    expect(ended.map(({ out: stdout }) => stdout).join("")).toBe("");
    expect(said.join("")).not.toContain(planted);
  });

  it("denoises alone with --scale 1", async () => {
    const { code, out: said } = await within(study, "--output", out("denoised"), "--scale", "1", "--model", r2d2plus, "--sigma", "5%", "--series", "2", "--device", "cpu");
    expect(code).toBe(0);
    expect(said).toContain("3 slices of 40x48");
    expect(said).toContain("denoised (5 %)");
  });

  it("Ctrl-C ends it with 130 and nothing half done, and --resume does only what is left", async () => {
    const output = out("interrupted");
    const { child, ended } = mriSr(...options(output), "--samples", "12", "--json");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const event = JSON.parse(line) as { event: string; name?: string; done?: number };
      if (event.event === "stage" && event.name?.startsWith("series 3")) child.kill("SIGINT");
    });
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toContain("continue with --resume");
    const first = readdirSync(output).filter((name) => name.startsWith("series-"));
    expect(first.map((name) => name.slice(0, 11))).toEqual(["series-0002", "series-0002"]);
    const before = statSync(join(output, first[0]!)).ino;
    const again = await mriSr(...options(output), "--samples", "12", "--resume", "--json").ended;
    expect(again.code).toBe(3);
    const last = JSON.parse(again.out.trim().split("\n").at(-1)!) as { event: string; report: StudyReport };
    expect(last.report.series.map(({ outcome }) => outcome)).toEqual(["skipped", "done", "failed"]);
    expect(statSync(join(output, first[0]!)).ino).toBe(before);
  });

  it("tells all of its options, and what its exit codes mean", async () => {
    const { code, out: help } = await within("--help");
    expect(code).toBe(0);
    for (const words of ["mri-sr restore [options] <study>", "--through-plane", "--transfer-syntax", "--keep-private", "Exit code: 0 all done", "Not for primary diagnosis", "models [options]"]) expect(help).toContain(words);
  });
});
