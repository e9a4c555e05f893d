import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import dicomParser from "dicom-parser";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mriSr as mriSrProgram } from "../../bin/mri-sr/program.js";
import { runProgram } from "../../bin/shared/main.js";
import { uidOf } from "../../pipelines/mri/dicom/write-uid.js";
import { studyFolder } from "../../pipelines/mri/pacs/index.js";
import { makeStudy, type MadeSeries } from "../pipelines/mri/make-study.js";
import { iodErrors, oracle, workFolder } from "../pipelines/mri/oracles.js";
import { basic, hasOrthanc, password, startOrthanc, type Orthanc } from "../pipelines/mri/pacs/orthanc.js";

vi.setConfig({ testTimeout: 120_000 });

const root = workFolder();
const out = (...names: string[]): string => join(root, ...names);
const uid = uidOf("fixture", "1");
const small = { slices: 3, rows: 24, columns: 20, pixelSpacing: [8, 8] } as const;
const { readPart10Header } = dicomParser;
const program = fileURLToPath(new URL("../../bin/mri-sr.ts", import.meta.url));
let orthanc: Orthanc;
let made: readonly MadeSeries[];
/** All that the commands wrote. */
let told = "";

/** In this process; what is printed by whatever way is kept. */
async function mriSr(given: readonly string[], environment: NodeJS.ProcessEnv = { DOMAIN_SR_DICOMWEB_AUTHORIZATION: basic }): Promise<{ code: number | null; out: string; err: string }> {
  const written = { out: "", err: "" };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  for (const way of ["log", "info", "warn", "error", "debug", "trace"] as const) vi.spyOn(console, way).mockImplementation((...texts) => void (written.err += texts.map(String).join(" ")));
  let exit = 0;
  try {
    const code = await runProgram(mriSrProgram((each) => (exit = each)), given);
    return { code: code || exit, ...written };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    told += written.out + written.err;
  }
}

function mriSrChild(given: readonly string[], environment: NodeJS.ProcessEnv = { DOMAIN_SR_DICOMWEB_AUTHORIZATION: basic }) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...given], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (written.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (written.err += text));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, "close").then(([code]) => {
    told += written.out + written.err;
    return { code: code as number | null, ...written };
  });
  return { child, ended, line: async () => (await lines.next()).value as string };
}

const filesBelow = (folder: string): Buffer[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).map((it) => readFileSync(join(it.parentPath, it.name)));
const contents = (files: readonly Buffer[]): string[] => files.map((bytes) => bytes.toString("latin1")).sort();

describe.skipIf(!hasOrthanc)("a study on a PACS", () => {
  beforeAll(async () => {
    orthanc = await startOrthanc(out("orthanc"));
    made = await makeStudy(out("source"), {
      junk: true,
      series: [
        { number: 1, ...small }, { number: 2, transferSyntax: "jpeg-ls", contrast: "t2", ...small }, { number: 3, transferSyntax: "big-endian", ...small },
        { number: 4, kind: "ct", ...small }, { number: 5, object: "enhanced", transferSyntax: "rle", ...small },
      ],
    });
  });
  afterAll(async () => orthanc.stop());

  it("goes there, comes back as it was, is restored and stored beside its source", async () => {
    const place = ["--dicomweb", orthanc.dicomweb];
    expect(await mriSr(["push", out("source"), ...place])).toMatchObject({ code: 0, out: "13 stored, 0 already there, 0 failed, left alone: 5 that are not DICOM\n" });
    expect(await mriSr(["push", out("source"), ...place, "--json"])).toMatchObject({ code: 0, out: expect.stringContaining('{"event":"done","stored":0,"already":13,"failed":{},"warnings":{},"leftAlone":5}') as string });

    expect(await mriSr(["pull", ...place, "--query", "PatientID=PLANTED-ID,ModalitiesInStudy=MR", "--output", out("pulled")])).toMatchObject({ code: 0, out: expect.stringMatching(/^1 study: 1 pulled, 0 already there; 10 instances, 0\.0 MiB received\n$/) as string });
    const folder = out("pulled", studyFolder(uid));
    const mr = made.filter((_, i) => i !== 3).flatMap(({ files }) => files.map((file) => readFileSync(file)));
    expect(contents(filesBelow(folder))).toEqual(contents(mr));
    expect(await orthanc.instances().then(contents)).toEqual(contents([...mr, ...made[3]!.files.map((file) => readFileSync(file))]));

    expect(await mriSr(["restore", folder, "--method", "zero-fill", "--output", out("restored")])).toMatchObject({ code: 0 });
    expect(await mriSrChild(["push", out("restored"), ...place]).ended).toMatchObject({ code: 0, out: "10 stored, 0 already there, 0 failed, left alone: 1 that are not DICOM\n" });

    const again = await mriSr(["pull", ...place, "--study", uid, "--all-series", "--output", out("all"), "--json"]);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('{"event":"done","found":1,"pulled":1,"already":0,"nothing":0,"failed":0,"grown":0,"instances":23,') as string });
    const all = out("all", studyFolder(uid));
    expect(contents(filesBelow(all))).toEqual(contents(await orthanc.instances()));
    const derived = readdirSync(all).map((name) => join(all, name)).filter((file) => readFileSync(file).includes("DERIVED\\"));
    expect(derived).toHaveLength(10);
    expect(derived.flatMap(iodErrors)).toEqual([]);
    expect(oracle("dcentvfy", ...derived, ...made[0]!.files)).toEqual({ status: 0, output: "" });
  });

  it("is got once, again where it grew and that is wanted, and never half", async () => {
    const given = ["pull", "--dicomweb", orthanc.dicomweb, "--study", uid, "--output", out("pulled")];
    const before = contents(filesBelow(out("pulled", studyFolder(uid))));
    // the derived series have come since
    expect(await mriSr(given)).toMatchObject({ code: 0, out: expect.stringContaining("0 pulled, 1 already there (1 of them with more series on the PACS since: --overwrite gets all); 10 instances") as string });
    expect(contents(filesBelow(out("pulled", studyFolder(uid))))).toEqual(before);
    expect(await mriSr([...given, "--overwrite"])).toMatchObject({ code: 0, out: expect.stringContaining("1 pulled, 0 already there; 20 instances") as string });
    expect(await mriSr(given)).toMatchObject({ code: 0, out: expect.stringContaining("0 pulled, 1 already there; 20 instances, 0.0 MiB") as string });
    const [one] = readdirSync(out("pulled", studyFolder(uid)));
    rmSync(out("pulled", studyFolder(uid), one!));
    expect(await mriSr(given)).toMatchObject({ code: 2, err: expect.stringContaining("got one that holds something else; pass --overwrite") as string });
    // what a killed run leaves goes with the next one
    mkdirSync(out("pulled", `.${studyFolder(uid)}-${hostname()}-${2 ** 22 + 1}-x`));
    expect(await mriSr([...given, "--overwrite"])).toMatchObject({ code: 0 });
    expect(readdirSync(out("pulled"))).toEqual([studyFolder(uid)]);
  });

  it("that is not there, or is asked for without the password, is an error in words", async () => {
    const given = (study: string) => ["pull", "--dicomweb", orthanc.dicomweb, "--study", study, "--output", out("none")];
    expect(await mriSr(given(uid), { DOMAIN_SR_DICOMWEB_TOKEN: "PLANTED-TOKEN" })).toMatchObject({ code: 2, out: "", err: expect.stringContaining("got status 401; set DOMAIN_SR_DICOMWEB_TOKEN or") as string });
    expect(await mriSr(given("1.2.3"))).toMatchObject({ code: 2, out: "" });
    expect(await mriSr([...given(uid), "--query", "PatientID=PLANTED"])).toMatchObject({ code: 2, err: expect.stringContaining("--study, --query: expected one of them, got both") as string });
    writeFileSync(out("empty"), "PLANTED");
    expect(await mriSr(["push", out("empty"), "--dicomweb", orthanc.dicomweb])).toMatchObject({ code: 2, err: expect.stringContaining("FOLDER: expected DICOM files, got none (other files: 1)") as string });
  });

  it("goes the same ways by DIMSE, and to a listener that a scanner could send to", async () => {
    const place = ["--dimse", `dimse://${orthanc.aet}@127.0.0.1:${orthanc.dicomPort}`, "--aet", "US"];
    expect(await mriSr(["echo", ...place])).toEqual({ code: 0, out: `${orthanc.aet} at 127.0.0.1:${orthanc.dicomPort} answers\n`, err: "" });
    expect(await mriSrChild(["pull", ...place, "--query", "PatientID=PLANTED-ID", "--output", out("by-get")]).ended).toMatchObject({ code: 0, out: expect.stringContaining("1 pulled, 0 already there; 20 instances") as string });
    // what stands behind the file meta information: that is each receiver's own
    const dataSets = (folder: string): string[] => filesBelow(folder).map((bytes) => bytes.subarray((readPart10Header(bytes) as unknown as { position: number }).position).toString("latin1")).sort();
    expect(dataSets(out("by-get"))).toEqual(dataSets(out("pulled")));
    expect(await mriSr(["push", out("restored"), ...place])).toMatchObject({ code: 0, out: "0 stored, 10 already there, 0 failed, left alone: 1 that are not DICOM\n" });

    const listener = mriSrChild(["listen", "--port", "0", "--output", out("listened"), "--quiet", "0.2", "--aet", "US", "--accept", "THEM"]);
    const port = /listening as US on 127\.0\.0\.1:(\d+)/.exec(await listener.line())![1]!;
    const to = ["--dimse", `dimse://US@127.0.0.1:${port}`];
    expect(await mriSr(["push", out("restored"), ...to])).toMatchObject({ code: 2, err: expect.stringContaining("it does not know the calling AE title DOMAIN-SR") as string });
    expect(await mriSr(["push", out("restored"), ...to, "--aet", "THEM"])).toMatchObject({ code: 0, out: "10 stored, 0 already there, 0 failed, left alone: 1 that are not DICOM\n" });
    expect(await listener.line()).toBe(`${studyFolder(uid)}: 10 instances`);
    listener.child.kill("SIGTERM");
    expect(await listener.ended).toMatchObject({ code: 0, err: "stopping\n" });
    expect(dataSets(out("listened", studyFolder(uid)))).toEqual(filesBelow(out("restored")).filter((bytes) => bytes.toString("latin1", 128, 132) === "DICM").map((bytes) => bytes.subarray((readPart10Header(bytes) as unknown as { position: number }).position).toString("latin1")).sort());
  });

  it("goes through a batch: pulled, restored, stored back, and done when asked again", async () => {
    const given = ["batch", "--dicomweb", orthanc.dicomweb, "--query", "PatientID=PLANTED-ID,ModalitiesInStudy=MR", "--output", out("batch"), "--method", "zero-fill", "--seed", "3"];
    const before = (await orthanc.instances()).length;
    expect(await mriSr([...given, "--no-store"])).toMatchObject({ code: 0, out: expect.stringMatching(/^1 items: 1 done; /) as string });
    expect((await orthanc.instances()).length).toBe(before);
    expect(await mriSr(given)).toMatchObject({ code: 0, out: expect.stringMatching(/^1 items: 0 done, 1 done before; /) as string });
    const stored = (await orthanc.instances()).length - before;
    const made = filesBelow(out("batch", `${studyFolder(uid)}_mri-sr`)).filter((bytes) => bytes.subarray(128, 132).toString() === "DICM");
    expect(stored).toBe(made.length);
    expect(contents(await orthanc.instances()).filter((text) => contents(made).includes(text))).toHaveLength(stored);
    expect(readFileSync(out("batch", "batch-summary.jsonl"), "utf8")).toContain('"outcome":"already"');
  });

  it("is named nowhere: no name, id, UID, password or token in what was written, nor in the names of files", () => {
    expect(told.length).toBeGreaterThan(500);
    const names = ["pulled", "all", "restored", "by-get", "listened", "batch"].flatMap((folder) => readdirSync(out(folder), { recursive: true }) as string[]);
    const reports = [out("restored", "report.json"), out("batch", "batch-summary.jsonl"), out("batch", `${studyFolder(uid)}_mri-sr`, "report.json")].map((file) => readFileSync(file, "utf8"));
    for (const text of [told, ...names, ...reports]) {
      for (const secret of ["PLANTED", "2.25.", password, basic.slice("Basic ".length)]) expect(text.replaceAll(root, "")).not.toContain(secret);
    }
  });
});
