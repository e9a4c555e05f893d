import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import dicomParser from "dicom-parser";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../pipelines/mri/dicom/scan.js";
import { encodeFrame } from "../../../pipelines/mri/dicom/write-codecs.js";
import { decimalString, encodeDataset, put, putItems, textOf } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { encodeFile, transferSyntaxes } from "../../../pipelines/mri/dicom/write-file.js";
import type { TransferSyntax } from "../../../pipelines/mri/dicom/write-file.js";
import { storeFrame } from "../../../pipelines/mri/dicom/write-pixels.js";
import { readSource } from "../../../pipelines/mri/dicom/write-source.js";
import { uidOf } from "../../../pipelines/mri/dicom/write-uid.js";
import { makeJunk, makeSeries } from "./make-study.js";
import type { SeriesSpec } from "./make-study.js";
import { oracle, workFolder } from "./oracles.js";

const folder = workFolder();
const everySyntax = Object.keys(transferSyntaxes) as TransferSyntax[];

describe("decimal strings", () => {
  it("have at most 16 characters and the most digits that fit", () => {
    expect([0, -0, 6, -0.25, 1.640625, 5.999999999999999, 123456789012345680].map(decimalString)).toEqual(["0", "0", "6", "-0.25", "1.640625", "6", "1.23456789012e17"]);
    for (const value of [Math.PI, -Math.PI, Math.E * 1e-7, -1e5 / 3, 1 / 3, 2e-5 / 3, -1.2345678901234567e-100, 98765.43210987654, 0.7000000476837158]) {
      const text = decimalString(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(text).toMatch(/^-?\d+(\.\d+)?(e-?\d+)?$/);
      expect(Math.abs(Number(text) / value - 1)).toBeLessThan(value < -1e-10 && value > -1e-50 ? 1e-8 : 2e-9);
    }
    expect(() => decimalString(NaN)).toThrow("a finite number, got NaN");
  });
});

describe("UIDs", () => {
  it("follow from their parts, are valid, and differ where a part does", () => {
    const uid = uidOf("a", "b");
    expect(uid).toBe(uidOf("a", "b"));
    expect(uid).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
    // The version and variant of a custom UUID.
    const hex = BigInt(uid.slice(5)).toString(16).padStart(32, "0");
    expect([hex[12], parseInt(hex[16]!, 16) >> 2]).toEqual(["8", 2]);
    expect(new Set([uid, uidOf("ab"), uidOf("a", "b", ""), uidOf("b", "a")]).size).toBe(4);
  });
});

describe("data sets", () => {
  const sample = (): Dataset => {
    const item: Dataset = new Map();
    put(item, 0x00081155, "UI", "1.2.3");
    const dataset: Dataset = new Map();
    put(dataset, 0x00280010, "US", 258);
    put(dataset, 0x00080060, "CS", "MR");
    put(dataset, 0x00189089, "FD", 0.5, -1);
    put(dataset, 0x00209165, "AT", 0x00209056);
    putItems(dataset, 0x00082112, item, new Map());
    put(dataset, 0x00280106, "SS", -5);
    return dataset;
  };

  it.each([[true, true], [false, true], [true, false]])("are what another parser reads: explicit %s, little-endian %s", (explicit, littleEndian) => {
    const bytes = Buffer.from(encodeDataset(sample(), { explicit, littleEndian }));
    const TransferSyntaxUID = !explicit ? "1.2.840.10008.1.2" : littleEndian ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2.2";
    const read = dicomParser.parseDicom(bytes, { TransferSyntaxUID });
    expect(Object.keys(read.elements).filter((tag) => tag !== "x00020010")).toEqual(["x00080060", "x00082112", "x00189089", "x00209165", "x00280010", "x00280106"]);
    expect([read.uint16("x00280010"), read.int16("x00280106"), read.double("x00189089", 1), read.string("x00080060")]).toEqual([258, -5, -1, "MR"]);
    expect(read.attributeTag("x00209165")).toBe("x00209056");
    expect(read.elements.x00082112!.items!.map((item) => item.dataSet!.string("x00081155"))).toEqual(["1.2.3", undefined]);
  });

  it("give values beyond a short length no representation rather than a wrong one", () => {
    const dataset: Dataset = new Map([[0x00281050, { vr: "DS", value: new Uint8Array(70000).fill(0x31) }]]);
    const read = dicomParser.parseDicom(Buffer.from(encodeDataset(dataset)), { TransferSyntaxUID: "1.2.840.10008.1.2.1" });
    expect([read.elements.x00281050!.vr, read.elements.x00281050!.length]).toEqual(["UN", 70000]);
  });
});

describe("reading a source again", () => {
  it.each(everySyntax)("gives the same attributes from %s, with what implicit leaves out", async (transferSyntax) => {
    const make = async (syntax: TransferSyntax): Promise<Dataset> => {
      const { files } = await makeSeries(join(folder, `again-${transferSyntax}-${syntax}`), { slices: 1, rows: 8, columns: 8, transferSyntax: syntax, signed: true, padding: -2000 });
      return (await readSource(files[0]!)).dataset;
    };
    const [plain, other] = [await make("explicit"), await make(transferSyntax)];
    // Private elements have no representation in an implicit file.
    for (const dataset of [plain, other]) for (const tag of dataset.keys()) if (tag >>> 16 === 0x0029 && (tag & 0xffff) > 0xff) dataset.delete(tag);
    expect(Buffer.compare(encodeDataset(other), encodeDataset(plain))).toBe(0);
    expect(textOf(other, 0x00100010)).toBe("PLANTED^NAMÉ");
  });
});

describe("samples", () => {
  const form = { bitsAllocated: 16, bitsStored: 12, signed: false } as const;
  const words = ({ cells }: { cells: Uint8Array }): number[] => [...new Uint16Array(cells.buffer)];

  it("are rounded and clamped to the stored range", () => {
    const stored = storeFrame(Float32Array.of(-3, 10.4, 10.6, 9000), undefined, { form, slope: 1, intercept: 0 });
    expect([words(stored), stored.smallest, stored.largest]).toEqual([[0, 10, 11, 4095], 0, 4095]);
    const signed = storeFrame(Float32Array.of(-3000, 100, 3000), undefined, { form: { ...form, signed: true }, slope: 0.5, intercept: 100 });
    expect([words(signed), signed.smallest, signed.largest]).toEqual([[63488, 0, 2047], -2048, 2047]);
  });

  it("that were not measured become padding, and no other does", () => {
    const stored = storeFrame(Float32Array.of(7, 0, 5, 6), Uint8Array.of(0, 1, 1, 0), { form: { ...form, padding: [0, 2] }, slope: 1, intercept: 0 });
    expect([words(stored), stored.smallest, stored.largest]).toEqual([[0, 3, 5, 0], 3, 5]);
    const high = storeFrame(Float32Array.of(4095, 1), Uint8Array.of(1, 0), { form: { ...form, padding: [4095, 4095] }, slope: 1, intercept: 0 });
    expect(words(high)).toEqual([4094, 4095]);
  });

  it("that are not numbers are a bug and named", () => {
    expect(() => storeFrame(Float32Array.of(1, NaN), undefined, { form, slope: 1, intercept: 0 })).toThrow("expected numbers, got NaN at 1");
  });
});

describe("compressed frames", () => {
  const specs: readonly SeriesSpec[] = [{}, { signed: true }, { bitsAllocated: 8 }, { bitsStored: 16, garbage: false }, { garbage: true }, { rows: 33, columns: 47 }, { signed: true, bitsStored: 16, intercept: 30000 }];

  it.each(everySyntax)("of %s decode to the samples that were stored", async (transferSyntax) => {
    for (const [index, spec] of specs.entries()) {
      // A codestream holds the sample alone, so that there is no room for garbage in it.
      if (spec.garbage && /^(jpeg|htj2k)/.test(transferSyntax)) continue;
      const place = join(folder, `${transferSyntax}-${index}`);
      const { stored } = await makeSeries(place, { rows: 24, columns: 20, ...spec, slices: 2, transferSyntax });
      const { stacks } = await scanStudy(place);
      const { data } = await stacks[0]!.read();
      const { slope, intercept } = stacks[0]!.storage;
      expect(data).toEqual(Float32Array.from(stored, (value) => slope[0]! * value + intercept[0]!));
    }
  });

  it.each([["rle", "dcmdrle"], ["jpeg-ls", "dcmdjpls"]] as const)("of %s are read by dcmtk", async (transferSyntax, program) => {
    const spec: SeriesSpec = { slices: 1, rows: 37, columns: 53, bitsStored: 16 };
    const plain = await makeSeries(join(folder, `plain-${transferSyntax}`), spec);
    const { files } = await makeSeries(join(folder, `dcmtk-${transferSyntax}`), { ...spec, transferSyntax });
    const out = join(folder, `${transferSyntax}.dcm`);
    expect(oracle(program, files[0]!, out)).toEqual({ status: 0, output: "" });
    const place = join(folder, `decoded-${transferSyntax}`);
    await mkdir(place);
    await copyFile(out, join(place, "image"));
    const { data } = await (await scanStudy(place)).stacks[0]!.read();
    expect(data).toEqual(Float32Array.from(plain.stored));
  });

  it("that an encoder cannot keep are refused, not written", async () => {
    const cells = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 97) & 0xff);
    const format = { rows: 64, columns: 64, bitsAllocated: 8, bitsStored: 8, signed: true } as const;
    await expect(encodeFrame(cells, format, "jpeg-2000")).rejects.toThrow("--transfer-syntax jpeg-2000: expected samples that its encoder keeps, got signed samples of 8 bits, 64x64; use --transfer-syntax explicit");
  });
});

describe("generated studies", () => {
  it("have the same bytes each time, and others for another seed", async () => {
    const bytes = async (name: string, seed: number): Promise<Buffer[]> => {
      const { files } = await makeSeries(join(folder, name), { slices: 2, rows: 16, columns: 16 }, { seed });
      return Promise.all(files.map((file) => readFile(file)));
    };
    expect(await bytes("once", 3)).toEqual(await bytes("twice", 3));
    expect(await bytes("other", 4)).not.toEqual(await bytes("once", 3));
  });

  it("hold junk that a scan counts", async () => {
    const place = join(folder, "junk");
    await makeJunk(place);
    const { stacks, leftOut } = await scanStudy(place);
    expect(stacks).toEqual([]);
    expect(leftOut.reduce((sum, { files }) => sum + files, 0)).toBeGreaterThanOrEqual(4);
  });

  it("encode file meta information that names the object", async () => {
    const dataset: Dataset = new Map();
    put(dataset, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
    put(dataset, 0x00080018, "UI", "1.2.3");
    const read = dicomParser.parseDicom(Buffer.from(encodeFile(dataset, "deflated")));
    expect([read.string("x00020003"), read.string("x00020010"), read.string("x00080018")]).toEqual(["1.2.3", "1.2.840.10008.1.2.1.99", "1.2.3"]);
  });
});
