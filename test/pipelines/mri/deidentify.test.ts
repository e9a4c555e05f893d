import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deidentified } from "../../../pipelines/mri/deidentify/dataset.js";
import { Pseudonyms, parseDeidentify, type Deidentify } from "../../../pipelines/mri/deidentify/options.js";
import { basicProfile, keptBy } from "../../../pipelines/mri/deidentify/profile-table.js";
import { maskedStudy, maskingOf } from "../../../pipelines/mri/deidentify/study.js";
import { shifted } from "../../../pipelines/mri/deidentify/values.js";
import { put, putItems, textOf, type Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { encodeFile } from "../../../pipelines/mri/dicom/write-file.js";
import { readWithPixels } from "../../../pipelines/mri/dicom/write-source.js";
import { deidentifyStudy, domain, openStudy, parseRestoreOptions, restoreStudy, type Stack } from "../../../pipelines/mri/index.js";
import { Warm } from "../../../shared/jobs/warm.js";
import { makeSeries } from "./make-study.js";
import { iodErrors, oracle, python } from "./oracles.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const root = mkdtempSync(join(tmpdir(), "mri-deidentify-"));
const secret = "0123456789abcdef0123456789abcdef";
const keyFile = join(root, "secret");
const study = join(root, "DOE^JANE");
beforeAll(async () => {
  writeFileSync(keyFile, `${secret}\n`, { mode: 0o600 });
  await makeSeries(join(study, "a"), { number: 1, slices: 3, rows: 32, columns: 32, transferSyntax: "jpeg-ls", edit: plant });
  await makeSeries(join(study, "b"), { number: 2, slices: 3, rows: 32, columns: 32, transferSyntax: "big-endian", edit: plant });
  await makeSeries(join(study, "c"), { number: 3, slices: 3, rows: 32, columns: 32, object: "enhanced", transferSyntax: "deflated", edit: plant });
  await makeSeries(join(study, "d"), { number: 4, slices: 3, rows: 32, columns: 32, transferSyntax: "implicit", edit: plant });
  await makeSeries(join(study, "screen"), { number: 9, kind: "secondary-capture", slices: 1, rows: 32, columns: 32 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What no copy may hold: planted in names, nested sequences, private blocks, overlays and odd places. */
function plant(dataset: Dataset): void {
  const item: Dataset = new Map();
  put(item, 0x00081050, "PN", "PLANTED^NESTED");
  put(item, 0x00081155, "UI", "1.2.3.4.5.6");
  put(item, 0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.4");
  const deep: Dataset = new Map();
  put(deep, 0x00081030, "LO", "PLANTED deep");
  put(deep, 0x00080100, "SH", "121322");
  put(deep, 0x00080102, "SH", "DCM");
  put(deep, 0x00080104, "LO", "Source image for image processing operation");
  putItems(item, 0x0040a170, deep);
  putItems(dataset, 0x00081140, item);
  putItems(dataset, 0x00400275, item);
  put(dataset, 0x60000010, "US", 8);
  put(dataset, 0x60000022, "LO", "PLANTED overlay");
  dataset.set(0x60003000, { vr: "OW", value: Buffer.from("PLANTED overlay bits") });
  put(dataset, 0x00191011, "PN", "PLANTED^PRIVATE");
  put(dataset, 0x00190010, "LO", "SIEMENS MR HEADER");
  put(dataset, 0x0019100c, "IS", "1000");
  put(dataset, 0x00280301, "CS", "NO");
}

const files = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
const basic: Deidentify = { retain: [], dateShift: false };
const pseudonyms = new Pseudonyms(secret);
const clean = (dataset: Dataset, options: Deidentify = basic): Dataset => deidentified(dataset, { options, pseudonyms, software: "domain-sr test" });

/** Manufacturer, its model and software, pulse sequences and coils are not in the table. */
function markersIn(bytes: string): string[] {
  return [...bytes.replaceAll(/PLANTED (MAKER|MODEL|1\.0|sequence|coil)/g, "").matchAll(/.{0,12}(PLANTED|DOE|1\.2\.3\.4\.5\.6|20240102|101112).{0,30}/g)].map(([found]) => found);
}

/** Tags and representations of pydicom's dictionary. */
function dictionary(): [tag: number, vr: string][] {
  return python<[number, string][]>("import json, pydicom.datadict as d; print(json.dumps([[tag, entry[0]] for tag, entry in d.DicomDictionary.items()]))");
}

/** dciodvfy does not inflate. */
function errorsOf(file: string): string[] {
  const plain = join(root, "plain.dcm");
  expect(oracle("dcmconv", "+te", "+F", file, plain).status).toBe(0);
  return iodErrors(plain);
}

describe("the table", () => {
  it("holds every attribute of gdcm's older implementation of the profile, and no attribute twice", () => {
    expect(basicProfile.size).toBeGreaterThan(620);
    // What gdcmanon -e of gdcm 3.0.21 (PS3.15 2008, table E.1-1) changed in an object with every text attribute of pydicom's dictionary, and its two sequences
    const gdcm = `00080014 00080018 00080050 00080080 00080081 00080090 00080092 00080094 00081010 00081030 0008103E 00081040 00081048 00081050 00081060 00081070 00081080 00081155 00082111
      00100010 00100020 00100030 00100032 00100040 00101000 00101001 00101010 00101020 00101030 00101090 00102160 00102180 001021B0 00104000 00181000 00181030 0020000D 0020000E 00200010 00200052
      00200200 00204000 00400275 0040A124 0040A730 00880140 30060024 300600C2`.trim().split(/\s+/).map((tag) => parseInt(tag, 16));
    expect(gdcm.filter((tag) => !basicProfile.has(tag)).map((tag) => tag.toString(16))).toEqual([]);
  });

  it.each([
    [0x00100010, "Z"], [0x00100020, "Z/D"], [0x00080080, "X/Z/D"], [0x0020000d, "U"], [0x00080020, "Z"], [0x00080023, "Z/D"], [0x00080021, "X/D"], [0x0008103e, "X"], [0x00181030, "X/D"],
    [0x00082112, "X/Z/U"], [0x00189074, "D"], [0x00181000, "X/Z/D"], [0x00080201, "X"], [0x00400275, "X"], [0x0018a002, "X"], [0x00081111, "X/Z/D"],
  ] as const)("says of %i: %s", (tag, action) => expect(basicProfile.get(tag)).toBe(action));

  it("keeps by its options only what it otherwise takes away", () => {
    for (const set of Object.values(keptBy)) for (const tag of set) expect(basicProfile.has(tag), tag.toString(16)).toBe(true);
  });
});

describe("a data set", () => {
  it("loses every marker in text, names, dates, titles and UIDs that the table names, at the top and nested; the rest is what the profile keeps", () => {
    const text = new Set(["PN", "LO", "SH", "ST", "LT", "UT", "UC", "UR", "AE", "CS", "AS", "DA", "TM", "DT", "UI", "DS", "IS"]);
    const marker = (tag: number): string => `PLANTED${tag.toString(16).padStart(8, "0")}`;
    const all = dictionary().filter(([tag, vr]) => text.has(vr) && tag >>> 16 > 2 && ![0x00080005, 0x00080016, 0x00280301].includes(tag));
    expect(all.length).toBeGreaterThan(2000);
    const inner: Dataset = new Map();
    for (const [tag, vr] of all) put(inner, tag, vr, marker(tag));
    const source = new Map(inner);
    put(source, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
    putItems(source, 0x00089215, new Map(inner)); // a sequence that is kept
    putItems(source, 0x0040a730, new Map(inner)); // and one that is not
    put(source, 0x00290010, "LO", "PLANTED creator");
    put(source, 0x00291010, "UN", "PLANTED private");
    put(source, 0x00091001, "LT", "PLANTED without a creator");
    source.set(0x00104001, { vr: "LO", value: Buffer.from("PLANTED, of an unknown tag") });
    source.set(0x00180024, { vr: "UN", value: Buffer.from("PLANTED, unknown representation") });
    const bytes = Buffer.from(encodeFile(clean(source), "explicit")).toString("latin1");
    const found = new Set([...bytes.matchAll(/PLANTED([0-9a-f]{8})?/g)].map(([, tag]) => tag));
    const always = new Set(["PN", "AE", "DA", "TM", "DT", "UI", "AS", "DS", "IS"]);
    const keeps = all.filter(([tag, vr]) => !basicProfile.has(tag) && !always.has(vr) && !(tag >>> 24 === 0x50 || tag >>> 24 === 0x60)).map(([tag]) => tag.toString(16).padStart(8, "0"));
    const surplus = [...found].filter((tag) => tag === undefined || !keeps.includes(tag));
    expect(surplus).toEqual([]);
    expect(found.size).toBeGreaterThan(500); // it is not simply empty
    expect(bytes).not.toMatch(/PLANTED (creator|private|without)|unknown/);
  });

  it("keeps what an option retains, names it by its code, and nothing more", () => {
    const source: Dataset = new Map();
    put(source, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
    const values = { uids: [0x0020000d, "UI", "1.2.3"], dates: [0x00080020, "DA", "20200229"], device: [0x00181000, "LO", "SERIAL"], institution: [0x00080080, "LO", "PLACE"], "patient-characteristics": [0x00101010, "AS", "050Y"] } as const;
    for (const [tag, vr, value] of Object.values(values)) put(source, tag, vr, value);
    put(source, 0x00190010, "LO", "SIEMENS MR HEADER");
    put(source, 0x0019100c, "IS", "1000");
    put(source, 0x00191011, "LO", "free");
    for (const [name, [tag, , value]] of Object.entries(values)) {
      const now = clean(source, parseDeidentify({ deidentify: "basic", retain: name })!);
      expect(textOf(now, tag), name).toBe(value);
      for (const [other, [its, , was]] of Object.entries(values)) if (other !== name) expect(textOf(now, its), `${name}: ${other}`).not.toBe(was);
      expect([...now.keys()].filter((key) => (key >>> 16) % 2 === 1)).toEqual([]);
    }
    const safe = clean(source, parseDeidentify({ deidentify: "basic", retain: "safe-private" })!);
    expect([...safe.keys()].filter((key) => (key >>> 16) % 2 === 1).sort()).toEqual([0x00190010, 0x0019100c]);
    const free = new Map(source);
    for (const [tag, vr] of [[0x00080030, "TM"], [0x00080031, "TM"], [0x00080021, "DA"]] as const) put(free, tag, vr, "DOE");
    for (const options of [{ retain: ["dates"], dateShift: false }, { retain: [], dateShift: true }] as Deidentify[]) expect(Buffer.from(encodeFile(clean(free, options), "explicit")).includes("DOE")).toBe(false);
    put(source, 0x0019100c, "IS", "Doe 1000");
    expect([...clean(source, parseDeidentify({ deidentify: "basic", retain: "safe-private" })!).keys()].some((key) => (key >>> 16) % 2 === 1)).toBe(false);
    const codes = (dataset: Dataset): string[] => (dataset.get(0x00120064)!.value as { items: Dataset[] }).items.map((item) => textOf(item, 0x00080100)!);
    expect(codes(safe)).toEqual(["113100", "113111"]);
    expect(codes(clean(source, { retain: ["dates", "device", "institution", "patient-characteristics", "uids"], dateShift: false }))).toEqual(["113100", "113106", "113109", "113112", "113108", "113110"]);
    expect(codes(clean(source, { retain: [], dateShift: true }))).toEqual(["113100", "113107"]);
  });

  it("moves the dates of a patient by the same days, and no birthday", () => {
    const of = (patient: string, date: string): Dataset => {
      const source: Dataset = new Map();
      put(source, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
      put(source, 0x00100020, "LO", patient);
      put(source, 0x00100030, "DA", "19700301");
      put(source, 0x00080020, "DA", date);
      put(source, 0x0008002a, "DT", `${date}101112.5+0100`);
      put(source, 0x00080030, "TM", "101112");
      return clean(source, { retain: [], dateShift: true });
    };
    const day = (dataset: Dataset, tag = 0x00080020): number => Date.parse(textOf(dataset, tag)!.replace(/^(\d{4})(\d\d)(\d\d).*/, "$1-$2-$3")) / 86_400_000;
    const [first, second, other] = [of("A", "20200229"), of("A", "20210301"), of("B", "20200229")];
    expect(day(second) - day(first)).toBe(366);
    expect(day(first)).toBeLessThan(Date.parse("2020-02-29") / 86_400_000);
    expect(day(first)).not.toBe(day(other));
    expect(day(first, 0x0008002a)).toBe(day(first));
    expect(textOf(first, 0x0008002a)).toMatch(/101112\.5\+0100$/);
    expect(textOf(first, 0x00080030)).toBe("101112");
    expect(textOf(first, 0x00100030)).toBeUndefined();
    expect(shifted("20200301", -1)).toBe("20200229");
    expect(shifted("2020", -1)).toBeUndefined();
    expect(shifted("20200301\\DOE", -1)).toBeUndefined();
  });

  it("keeps two studies of one patient one patient's, and references between them whole, under names that nobody knows", () => {
    const of = (study_: string, instance: string, reference: string): Dataset => {
      const source: Dataset = new Map();
      put(source, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
      put(source, 0x00080018, "UI", instance);
      put(source, 0x00100010, "PN", "DOE^JANE");
      put(source, 0x00100020, "LO", "4711");
      put(source, 0x0020000d, "UI", study_);
      const item: Dataset = new Map();
      put(item, 0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.4");
      put(item, 0x00081155, "UI", reference);
      putItems(source, 0x00081140, item);
      return clean(source);
    };
    const referenced = (dataset: Dataset, tag: number): string => textOf((dataset.get(0x00081140)!.value as { items: Dataset[] }).items[0]!, tag)!;
    const [first, second] = [of("1.2.1", "1.2.1.5", "1.2.2.5"), of("1.2.2", "1.2.2.5", "1.2.1.5")];
    expect(textOf(first, 0x00100020)).toMatch(/^P[0-9a-f]{12}$/);
    expect([textOf(second, 0x00100020), textOf(second, 0x00100010)]).toEqual([textOf(first, 0x00100020), textOf(first, 0x00100020)]);
    expect(textOf(first, 0x0020000d)).not.toBe(textOf(second, 0x0020000d));
    expect([referenced(first, 0x00081155), referenced(second, 0x00081155)]).toEqual([textOf(second, 0x00080018), textOf(first, 0x00080018)]);
    expect(referenced(first, 0x00081150)).toBe("1.2.840.10008.5.1.4.1.1.4");
    expect(textOf(first, 0x00080018)).toMatch(/^2\.25\.\d{20,39}$/);
  });

  it("says that a face may be seen unless another part of the body is named", () => {
    const part = (name?: string): string | undefined => {
      const source: Dataset = new Map();
      if (name !== undefined) put(source, 0x00180015, "CS", name);
      return textOf(clean(source), 0x00280302);
    };
    expect([part("BRAIN"), part(), part("KNEE")]).toEqual(["YES", "YES", "NO"]);
  });
});

describe("mri-sr deidentify", () => {
  const copy = join(root, "copy");
  const map = join(root, "map.csv");
  beforeAll(async () => {
    const result = await deidentifyStudy(study, { output: copy, deidentifyKey: keyFile, uidMap: map });
    expect(result).toEqual({ files: 10, leftOut: [{ reason: "a secondary capture, not an MR image", files: 1 }], warnings: [] });
  });

  it("leaves no marker in any byte, name or inflated byte of the copies, but for what the profile keeps", async () => {
    for (const file of files(copy)) {
      expect(file.slice(copy.length)).toMatch(/^\/series-000\d-[0-9a-f]{8}\/IM\d{4}-[0-9a-f]{8}\.dcm$/);
      const raw = readFileSync(file);
      expect(raw.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
      const source = (await readWithPixels(file))!;
      const bytes = [raw, Buffer.from(encodeFile(new Map([...source.dataset].filter(([tag]) => tag !== 0x7fe00010)), "explicit"))].map((part) => part.toString("latin1")).join();
      expect(markersIn(bytes), file.slice(copy.length)).toEqual([]);
    }
  });

  it("keeps pixels to the bit and the transfer syntax, and adds no error of dciodvfy", () => {
    const script = `
import sys, json, pydicom, hashlib, glob
def read(folder):
    out = {}
    for f in glob.glob(folder + '/**/*', recursive=True):
        try: d = pydicom.dcmread(f)
        except Exception: continue
        if d.Modality != 'MR': continue
        out[str(d.SeriesNumber) + '/' + str(d.InstanceNumber)] = [hashlib.sha256(d.PixelData).hexdigest(), str(d.file_meta.TransferSyntaxUID), d.get('PatientIdentityRemoved', ''), str(d.get('FrameOfReferenceUID', '')), str(d.file_meta.MediaStorageSOPInstanceUID) == str(d.SOPInstanceUID), f]
    return out
print(json.dumps([read(a) for a in sys.argv[1:]]))`;
    const [before, after] = python<Record<string, [string, string, string, string, boolean, string]>[]>(script, study, copy) as [Record<string, [string, string, string, string, boolean, string]>, Record<string, [string, string, string, string, boolean, string]>];
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    expect(Object.keys(after)).toHaveLength(10);
    const frames = new Set<string>();
    for (const [name, [hash, syntax, removed, frame, meta, file]] of Object.entries(after)) {
      expect([hash, syntax], name).toEqual(before[name]!.slice(0, 2));
      expect([removed, meta]).toEqual(["YES", true]);
      frames.add(frame);
      const known = new Set(syntax.endsWith(".1.99") ? errorsOf(before[name]![5]) : iodErrors(before[name]![5]));
      expect((syntax.endsWith(".1.99") ? errorsOf(file) : iodErrors(file)).filter((line) => !known.has(line)), name).toEqual([]);
    }
    expect(frames.size).toBe(1);
    expect([...frames][0]).toMatch(/^2\.25\.\d+$/);
  });

  it("writes the map apart, for its owner, and refuses it in the output", async () => {
    expect(statSync(map).mode & 0o777).toBe(0o600);
    const lines = readFileSync(map, "utf8").trim().split("\n").map((line) => line.split(","));
    expect(lines.find(([old]) => old === "1.2.3.4.5.6")![1]).toBe(pseudonyms.uid("1.2.3.4.5.6"));
    await expect(deidentifyStudy(study, { output: join(root, "other"), deidentifyKey: keyFile, uidMap: join(root, "other", "map.csv") })).rejects.toThrow("--uid-map: expected a file outside of the output");
    await expect(deidentifyStudy(study, { output: copy, deidentifyKey: keyFile })).rejects.toThrow("--output: expected a new folder, got one that exists");
    await expect(deidentifyStudy(study, { output: join(study, "x"), deidentifyKey: keyFile })).rejects.toThrow("sources are never touched");
    vi.stubEnv("DOMAIN_SR_DEIDENTIFY_KEY", undefined);
    await expect(deidentifyStudy(study, { output: join(root, "other") })).rejects.toThrow("--deidentify: expected a secret");
    vi.unstubAllEnvs();
    expect(existsSync(join(root, "other"))).toBe(false);
  });

  it("makes a key for its owner where asked, the same UIDs again with it, and others with another", async () => {
    const made = join(root, "made");
    const uids = (folder: string): string[] => files(folder).map((file) => readFileSync(file).toString("latin1").match(/2\.25\.\d{20,}/)![0]);
    await deidentifyStudy(join(study, "a"), { output: join(root, "m1"), deidentifyKey: made, createKey: true });
    expect(statSync(made).mode & 0o777).toBe(0o600);
    await deidentifyStudy(join(study, "a"), { output: join(root, "m2"), deidentifyKey: made, createKey: true });
    expect(files(join(root, "m1")).map((file) => readFileSync(file))).toEqual(files(join(root, "m2")).map((file) => readFileSync(file)));
    vi.stubEnv("DOMAIN_SR_DEIDENTIFY_KEY", secret);
    await deidentifyStudy(join(study, "a"), { output: join(root, "m3") });
    vi.unstubAllEnvs();
    expect(uids(join(root, "m3"))).not.toEqual(uids(join(root, "m1")));
    expect(uids(join(root, "m3"))).toEqual(uids(copy).slice(0, 3));
    writeFileSync(made, "short");
    await expect(deidentifyStudy(study, { output: join(root, "m4"), deidentifyKey: made })).rejects.toThrow("expected at least 32 characters, got 5");
  });

  it("leaves out images with text burned in, and warns where that is not stated", async () => {
    const burned = join(root, "burned");
    await makeSeries(join(burned, "a"), { slices: 2, rows: 16, columns: 16, edit: (dataset) => put(dataset, 0x00280301, "CS", "YES") });
    await expect(deidentifyStudy(burned, { output: join(root, "b1"), deidentifyKey: keyFile })).rejects.toThrow("2 files left out: text burned into its pixels");
    await makeSeries(join(burned, "b"), { number: 2, slices: 2, rows: 16, columns: 16 });
    const { files: written, warnings } = await deidentifyStudy(burned, { output: join(root, "b2"), deidentifyKey: keyFile });
    expect(written).toBe(2);
    expect(warnings[0]).toContain("BurnedInAnnotation");
  });
});

describe("restored and de-identified", () => {
  const raw = { method: "zero-fill", device: "cpu", deidentify: "basic", deidentifyKey: keyFile } as const;

  it("gives derived series of the de-identified study: valid, useful, and without a marker", async () => {
    const output = join(root, "restored");
    const report = await restoreStudy(study, parseRestoreOptions(study, { ...raw, output, report: true, uidMap: join(root, "restored.csv") }));
    expect(readFileSync(join(root, "restored.csv"), "utf8")).toContain(`1.2.3.4.5.6,${pseudonyms.uid("1.2.3.4.5.6")}\n`);
    expect(report.series.map(({ outcome }) => outcome)).toEqual(["done", "done", "done", "done"]);
    const keys = new Set((await openStudy(study)).stacks.map(({ key }) => key));
    const sources = new Set(files(join(root, "copy")).map((file) => readFileSync(file).toString("latin1").match(/2\.25\.\d{20,}/)![0]));
    for (const file of files(output)) {
      for (const key of keys) expect(file).not.toContain(key);
      const bytes = readFileSync(file).toString("latin1");
      expect(markersIn(bytes), file.slice(output.length)).toEqual([]);
      if (!file.endsWith(".dcm")) continue;
      expect(iodErrors(file).filter((line) => !/Laterality/.test(line)), file).toEqual([]);
      for (const words of ["Spatial resampling", "method zero-fill", "SR x2 zero-fill. Not for primary diagnosis", "domain-sr", "113100"]) expect(bytes).toContain(words);
      expect([...bytes.matchAll(/2\.25\.\d{20,}/g)].some(([uid]) => sources.has(uid)), "a source image of the de-identified study").toBe(true);
    }
  });

  it("is a job with a key and an output's name that follow from the secret", async () => {
    const options = { ...raw, report: false, series: "1" };
    const output = domain.outputOf(study, { folder: join(root, "jobs"), below: "DOE^JANE", options });
    expect(output).toMatch(/\/jobs\/study-[0-9a-f]{12}_mri-sr$/);
    const item = { input: study, output, options };
    const other = join(root, "other-secret");
    writeFileSync(other, "f".repeat(64));
    const key = await domain.key(item);
    expect(await domain.key({ ...item, options: { ...options, deidentifyKey: other } })).not.toBe(key);
    expect(await domain.key({ ...item, options: { ...options, retain: "dates" } })).not.toBe(key);
    const staging = join(root, "staging");
    mkdirSync(staging);
    await domain.run(item, key, { staging, warm: new Warm(), threads: 1, overwrite: false, signal: new AbortController().signal, progress: () => undefined, warn: () => undefined });
    expect(await domain.done(item, key)).toBe(true);
    expect(readFileSync(join(output, "report.json"), "utf8")).not.toMatch(/DOE|PLANTED/);
    for (const name of ["uidMap", "createKey"]) expect(() => domain.check({ ...item, options: { ...options, [name]: "x" } })).toThrow("an option of the single command");
  });

  it("is for DICOM alone", () => {
    const nifti = { format: "nifti" } as Stack;
    expect(() => maskedStudy({ stacks: [nifti], leftOut: [] }, maskingOf(basic, pseudonyms))).toThrow("STUDY: expected DICOM for --deidentify, got a NIfTI file");
  });

  it.each([
    [{ retain: "uids" }, "--retain: expected --deidentify basic with it"],
    [{ deidentifyKey: "x" }, "--deidentify-key: expected --deidentify basic with it"],
    [{ ...raw, keepPrivate: true }, "--keep-private: expected no --deidentify"],
    [{ ...raw, retain: "names" }, "--retain: expected one of uids, dates"],
    [{ ...raw, retain: "dates", dateShift: "auto" }, "--date-shift: expected dates that are not retained"],
    [{ ...raw, deidentify: "all" }, "--deidentify: expected one of basic, got all"],
  ] as const)("refuses %j", (given, message) => expect(() => parseRestoreOptions("s", given)).toThrow(message));
});
