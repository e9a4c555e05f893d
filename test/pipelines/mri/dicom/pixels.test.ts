import { readFile, writeFile } from "node:fs/promises";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../../pipelines/mri/dicom/scan.js";
import { put } from "../../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../../pipelines/mri/dicom/write-dataset.js";
import { transferSyntaxes } from "../../../../pipelines/mri/dicom/write-file.js";
import type { TransferSyntax } from "../../../../pipelines/mri/dicom/write-file.js";
import { makeSeries } from "../make-study.js";
import type { SeriesSpec } from "../make-study.js";
import { scratch } from "./scratch.js";

const folder = scratch();
const small = { slices: 2, rows: 20, columns: 33 } as const;
const syntaxes = Object.keys(transferSyntaxes) as TransferSyntax[];

async function read(spec: SeriesSpec) {
  const made = await makeSeries(await folder(), spec);
  const study = await scanStudy(made.files[0]!.replace(/\/[^/]+$/, ""));
  const [stack] = study.stacks;
  return { ...made, study, stack, volume: await stack?.read() };
}

describe.each(syntaxes)("%s", (transferSyntax) => {
  it.each<[string, SeriesSpec]>([
    ["12 of 16 bits", {}],
    ["16 bits", { bitsStored: 16 }],
    ["signed, 12 of 16 bits", { signed: true, intercept: 0 }],
    ["signed, 16 bits", { signed: true, bitsStored: 16, intercept: 0 }],
    ["8 bits", { bitsAllocated: 8 }],
    ["a frame each of an Enhanced object", { object: "enhanced", slices: 3 }],
  ])("is bit-exact: %s", async (_, spec) => {
    // a bipolar image, so that the sign is put to the test
    const { stored, volume, stack } = await read({ ...small, transferSyntax, noise: 0.3, ...spec, ...(spec.signed && { intercept: 500 }) });
    const { slope, intercept } = stack!.storage;
    expect([slope[0], intercept[0]]).toEqual([1, spec.signed ? 500 : 0]);
    if (spec.signed) expect(Math.min(...stored)).toBeLessThan(0);
    expect([...volume!.data]).toEqual([...stored].map((value) => value + intercept[0]!));
  });
});

describe("bits outside the value", () => {
  it.each(["explicit", "big-endian", "rle"] as const)("drops what stands above BitsStored: %s", async (transferSyntax) => {
    for (const signed of [false, true]) {
      const { stored, volume } = await read({ ...small, transferSyntax, garbage: true, signed, intercept: 0 });
      expect([...volume!.data]).toEqual([...stored]);
    }
  });

  it("shifts values down from HighBit", async () => {
    const shift = (dataset: Dataset): void => {
      const bytes = Buffer.from(dataset.get(0x7fe00010)!.value as Uint8Array);
      for (let at = 0; at < bytes.length; at += 2) bytes.writeUInt16LE(((bytes.readUInt16LE(at) << 3) | 5) & 0xffff, at);
      dataset.set(0x7fe00010, { vr: "OW", value: bytes });
      put(dataset, 0x00280102, "US", 14);
    };
    const { stored, volume } = await read({ ...small, edit: shift });
    expect([...volume!.data]).toEqual([...stored]);
  });

  it("reads 8-bit pixels of big-endian words: swapped in OW, not in OB", async () => {
    for (const vr of ["OB", "OW"]) {
      // the writer swaps OW
      const { stored, volume } = await read({ ...small, transferSyntax: "big-endian", bitsAllocated: 8, edit: (dataset) => dataset.set(0x7fe00010, { vr, value: dataset.get(0x7fe00010)!.value }) });
      expect([...volume!.data]).toEqual([...stored]);
    }
  });
});

describe("what the values stand for", () => {
  it("applies slope and intercept of each slice", async () => {
    for (const object of ["classic", "enhanced"] as const) {
      const { stored, volume, stack } = await read({ ...small, object, slope: [0.5, 2.25], intercept: -7 });
      expect(stack!.storage).toEqual({ type: "uint16", bits: 12, slope: [0.5, 2.25], intercept: [-7, -7] });
      const pixels = small.rows * small.columns;
      expect([...volume!.data]).toEqual([...stored].map((value, i) => Math.fround(value * (i < pixels ? 0.5 : 2.25) - 7)));
    }
  });

  it("keeps MONOCHROME1 as it is stored", async () => {
    const { stored, volume } = await read({ ...small, inverted: true });
    expect([...volume!.data]).toEqual([...stored]);
  });

  it("marks padding, alone and as a range", async () => {
    const { stored, volume } = await read({ ...small, padding: 3 });
    expect([...volume!.valid!]).toEqual([...stored].map((value) => (value === 3 ? 0 : 1)));
    const range = await read({ ...small, signed: true, intercept: 0, padding: -2000, edit: (dataset) => put(dataset, 0x00280121, "SS", 5) });
    expect([...range.volume!.valid!]).toEqual([...range.stored].map((value) => (value >= -2000 && value <= 5 ? 0 : 1)));
    expect(new Set(range.volume!.valid!)).toEqual(new Set([0, 1]));
  });

  it("has no mask where no voxel is padding", async () => {
    expect((await read({ ...small, edit: (dataset) => put(dataset, 0x00280120, "US", 4095) })).volume!.valid).toBeUndefined();
  });
});

describe("what cannot be read rightly is refused by name", () => {
  const us = (tag: number, value: number) => (dataset: Dataset) => put(dataset, tag, "US", value);
  it.each<[string, (dataset: Dataset) => void, RegExp]>([
    ["32 bits", us(0x00280100, 32), /32 bits allocated/],
    ["more stored than allocated", us(0x00280101, 17), /17 bits stored/],
    ["no rows", us(0x00280010, 0), /0x33 pixels/],
    ["more rows than there are", us(0x00280010, 200), /truncated: 1320 of 13200 bytes/],
    ["a lookup table", (dataset) => dataset.set(0x00283000, { vr: "SQ", value: { items: [] } }), /modality lookup table/],
    ["slope 0", (dataset) => (put(dataset, 0x00281053, "DS", 0), put(dataset, 0x00281052, "DS", 0)), /slope or intercept/],
    ["a slope that is no number", (dataset) => (put(dataset, 0x00281053, "DS", "x"), put(dataset, 0x00281052, "DS", 0)), /slope or intercept/],
    ["several frames", (dataset) => put(dataset, 0x00280008, "IS", 2), /several frames/],
    ["no pixels", (dataset) => dataset.delete(0x7fe00010), /no pixels/],
    ["no position", (dataset) => dataset.delete(0x00200032), /no ImagePositionPatient/],
    ["no orientation", (dataset) => dataset.delete(0x00200037), /no ImageOrientationPatient/],
    ["a bent orientation", (dataset) => put(dataset, 0x00200037, "DS", 1, 0, 0, 0.5, 0.5, 0), /unit vectors/],
    ["no spacing", (dataset) => dataset.delete(0x00280030), /no PixelSpacing/],
    ["no ImageType", (dataset) => dataset.delete(0x00080008), /no ImageType/],
    ["no SOP Instance UID", (dataset) => put(dataset, 0x00080018, "UI", ""), /no SOP Instance UID/],
  ])("%s", async (_, edit, reason) => {
    const { study } = await read({ ...small, slices: 1, edit });
    expect(study.stacks).toEqual([]);
    expect(study.leftOut.map(({ outcome }) => outcome)).toEqual(["refused"]);
    expect(study.leftOut[0]!.reason).toMatch(reason);
  });

  it("colour is no MR magnitude", async () => {
    const { study } = await read({ ...small, slices: 1, edit: (dataset) => put(dataset, 0x00280004, "CS", "RGB") });
    expect(study.leftOut[0]).toMatchObject({ outcome: "skipped", reason: "a colour image" });
  });
});

describe("lossy JPEG", () => {
  const shape = { rows: 24, columns: 40, slices: 1, bitsAllocated: 8 } as const;
  async function jpegStudy(alter: (jpeg: Buffer) => Buffer = (jpeg) => jpeg) {
    const pixels = Buffer.from(Array.from({ length: 24 * 40 }, (_, i) => (i * 7 + ((i / 40) | 0) * 11) % 256));
    const jpeg = await sharp(pixels, { raw: { width: 40, height: 24, channels: 1 } }).toColourspace("b-w").jpeg({ quality: 90 }).toBuffer();
    const decoded = await sharp(jpeg).toColourspace("b-w").raw().toBuffer();
    const { files } = await makeSeries(await folder(), { ...shape, transferSyntax: "rle", edit: (dataset) => dataset.set(0x7fe00010, { vr: "OB", value: { frames: [alter(jpeg)] } }) });
    const bytes = await readFile(files[0]!);
    const at = bytes.indexOf("1.2.840.10008.1.2.5\0");
    // same length: .4.51 in the place of .5 needs two more characters, which the implementation's UID behind it gives up
    await writeFile(files[0]!, Buffer.concat([bytes.subarray(0, at - 2), Buffer.from([22, 0]), Buffer.from("1.2.840.10008.1.2.4.51"), bytes.subarray(at + 20)]));
    return { study: await scanStudy(files[0]!), decoded };
  }

  it("reads 8 bits as libjpeg does", async () => {
    const { study, decoded } = await jpegStudy();
    expect([...(await study.stacks[0]!.read()).data]).toEqual([...decoded]);
  });

  it("says what 12 bits would need", async () => {
    const { study } = await jpegStudy((jpeg) => {
      const twelve = Buffer.from(jpeg);
      twelve[twelve.indexOf(Buffer.from([0xff, 0xc0])) + 4] = 12;
      return twelve;
    });
    expect(study.leftOut[0]).toMatchObject({ outcome: "refused", reason: "no decoder for lossy JPEG of 12 bits (8 are read); decompress the study first (dcmdjpeg)" });
  });

  it("bears padding behind the end marker: zeros, or one byte of anything", async () => {
    for (const padding of [[0, 0, 0, 0], [0x31]]) {
      const { study, decoded } = await jpegStudy((jpeg) => Buffer.concat([jpeg, Buffer.from(padding)]));
      expect([...(await study.stacks[0]!.read()).data]).toEqual([...decoded]);
    }
  });

  it("refuses a stream that ends early", async () => {
    const { study } = await jpegStudy((jpeg) => jpeg.subarray(0, jpeg.length - 40));
    await expect(study.stacks[0]!.read()).rejects.toThrow(/series 1, 1 slice of 24x40, SE, slice 1: expected pixels that can be decoded, got a truncated codestream/);
  });
});
