import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { scanStudy } from "../../../pipelines/mri/dicom/scan.js";
import { code } from "../../../pipelines/mri/dicom/write-attributes.js";
import { itemsOf, put, putItems } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { OutputSyntax } from "../../../pipelines/mri/dicom/write-series.js";
import { writeSeries } from "../../../pipelines/mri/dicom/write-series.js";
import { enlarge } from "./derive.js";
import { makeSeries } from "./make-study.js";
import type { SeriesSpec } from "./make-study.js";
import { iodErrors, oracle, python, workFolder } from "./oracles.js";

const folder = workFolder();

interface Written {
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
}

const signed = { type: "int16", bits: 16, slope: [1, 1, 1], intercept: [0, 0, 0] } as const;

/** Stored values 0 to 65535 have names of their own: unsigned ones. */
function withMapping(dataset: Dataset): void {
  const mapping: Dataset = new Map();
  put(mapping, 0x00283003, "LO", "signal");
  putItems(mapping, 0x004008ea, code("1", "UCUM", "no units"));
  put(mapping, 0x00409210, "SH", "SIGNAL");
  put(mapping, 0x00409211, "US", 65535);
  put(mapping, 0x00409216, "US", 0);
  put(mapping, 0x00409224, "FD", 0);
  put(mapping, 0x00409225, "FD", 1);
  const shared = itemsOf(dataset, 0x52009229)[0];
  putItems(shared ?? dataset, 0x00409096, mapping);
}

// Not HTJ2K: these programs are older than it.
const cases: readonly (readonly [name: string, spec: SeriesSpec, options: Parameters<typeof enlarge>[1] & { readonly transferSyntax?: OutputSyntax }])[] = [
  ["classic", {}, {}],
  ["classic deviation", { orientation: "oblique" }, { purpose: "deviation", samples: 8 }],
  ["classic through-plane", { transferSyntax: "implicit", orientation: "sagittal" }, { throughPlane: 2 }],
  ["classic from big-endian, inverted, padded, in UTF-8", { transferSyntax: "big-endian", inverted: true, padding: 0, garbage: true, utf8: true }, { transferSyntax: "jpeg-ls" }],
  ["classic deviation of signed", { signed: true, padding: -2000 }, { purpose: "deviation", samples: 4, transferSyntax: "rle" }],
  ["classic of 8 bits", { bitsAllocated: 8 }, { transferSyntax: "jpeg-2000" }],
  ["classic denoised, implicit", { slope: 0.5 }, { scale: 1, denoised: { model: "mri-r2d2plus", hash: "cd".repeat(32), sigma: 0.02, alpha: 1 }, transferSyntax: "implicit" }],
  ["classic denoised, signed", { padding: 0, edit: withMapping }, { storage: signed }],
  ["multi-frame denoised, signed", { object: "enhanced", edit: withMapping }, { storage: signed }],
  ["multi-frame", { object: "enhanced", orientation: "oblique", slope: [1, 2, 3] }, {}],
  ["multi-frame deviation", { object: "enhanced", contrast: "t2" }, { purpose: "deviation", samples: 8, transferSyntax: "jpeg-2000" }],
  ["multi-frame through-plane", { object: "enhanced", transferSyntax: "jpeg-ls" }, { throughPlane: 3, transferSyntax: "jpeg-ls" }],
  ["multi-frame denoised", { object: "enhanced", signed: true }, { scale: 1, denoised: { model: "mri-r2d2plus", hash: "cd".repeat(32), sigma: 0.02, alpha: 1 } }],
];
const made = new Map<string, Written>();

beforeAll(async () => {
  for (const [index, [name, spec, { transferSyntax, ...options }]] of cases.entries()) {
    const { files } = await makeSeries(join(folder, `source-${index}`), { slices: 3, rows: 24, columns: 20, number: index + 1, ...spec }, { seed: index });
    const { stacks } = await scanStudy(join(folder, `source-${index}`));
    const out = join(folder, `derived-${index}`);
    await mkdir(out);
    const result = await writeSeries(await enlarge(stacks[0]!, options), { folder: out, dated: new Date("2026-03-04T05:06:07Z"), ...(transferSyntax && { transferSyntax }) });
    made.set(name, { sources: files, outputs: result.files });
  }
});

describe("what is written", () => {
  it.each(cases.map(([name]) => name))("has no error that its source did not have (dciodvfy): %s", (name) => {
    const { sources, outputs } = made.get(name)!;
    const inherited = new Set(iodErrors(sources[0]!));
    expect(iodErrors(outputs.at(-1)!).filter((error) => !inherited.has(error))).toEqual([]);
    if (name !== "classic of 8 bits") expect(inherited.size).toBe(0);
  });

  it("is DICOM (dcmftest)", () => {
    const files = [...made.values()].flatMap(({ outputs }) => outputs);
    expect(oracle("dcmftest", ...files)).toEqual({ status: 0, output: files.map((file) => `yes: ${file}\n`).join("") });
  });

  it("agrees with its source about patient and study (dcentvfy)", () => {
    for (const { sources, outputs } of made.values()) expect(oracle("dcentvfy", ...sources, ...outputs)).toEqual({ status: 0, output: "" });
  });

  it("opens in pydicom, which sees the same patient, frame of reference and depth", () => {
    const files = [...made.values()].map(({ sources, outputs }) => [sources[0]!, outputs[0]!]);
    const seen = python<{ readonly before: unknown; readonly after: unknown; readonly words: number; readonly loss: string }[]>(`
import sys, json, pydicom
pairs = json.loads(sys.argv[1])
def who(d): return [str(d.PatientName), d.PatientID, d.InstitutionName, d.StudyInstanceUID, d.FrameOfReferenceUID, d.SOPClassUID]
def words(d): return -1 if d.file_meta.TransferSyntaxUID.is_compressed else len(d.PixelData) - d.Rows * d.Columns * int(d.get('NumberOfFrames', 1)) * d.BitsAllocated // 8
out = []
for before, after in pairs:
    b, a = pydicom.dcmread(before), pydicom.dcmread(after)
    for d in (a, b): d.walk(lambda ds, e: e.value)
    out.append(dict(before=who(b), after=who(a), words=words(a), loss=a.LossyImageCompression))
print(json.dumps(out))
`, JSON.stringify(files));
    for (const { before, after, words, loss } of seen) {
      expect(after).toEqual(before);
      expect((after as string[])[0]).toBe("PLANTED^NAMÉ");
      expect([-1, 0]).toContain(words);
      expect(loss).toBe("00");
    }
    expect(seen.filter(({ words }) => words === 0).length).toBe(8);
  });

  it("is a data set like any other when it is deflated", async () => {
    const { stacks } = await scanStudy(join(folder, "source-0"));
    const out = join(folder, "deflated");
    await mkdir(out);
    const { files } = await writeSeries(await enlarge(stacks[0]!), { folder: out, transferSyntax: "deflated" });
    // dciodvfy does not inflate.
    expect(oracle("dcmconv", "+te", files[0]!, join(folder, "inflated")).status).toBe(0);
    expect(iodErrors(join(folder, "inflated"))).toEqual([]);
  });
});

describe("the generated sources themselves", () => {
  it.each<[string, SeriesSpec]>([
    ["localizer", { kind: "localizer" }], ["phase", { kind: "phase" }], ["CT", { kind: "ct" }], ["secondary capture", { kind: "secondary-capture" }],
    ["multi-frame phase", { kind: "phase", object: "enhanced" }], ["JPEG lossless", { transferSyntax: "jpeg-lossless" }],
  ])("are valid: %s", async (name, spec) => {
    const { files } = await makeSeries(join(folder, name), { slices: 1, rows: 16, columns: 16, ...spec });
    expect(iodErrors(files[0]!)).toEqual([]);
  });
});

describe("a missing oracle", () => {
  it("fails by name and says what to install", () => {
    expect(() => oracle("no-such-program")).toThrow("no-such-program: expected the program that this test compares with, got ENOENT; apt-get install no-such-program");
    expect(() => python("import no_such_module")).toThrow("apt-get install python3-pydicom python3-nibabel");
  });
});
