import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../pipelines/mri/dicom/scan.js";
import { decimalString, itemsOf, put, putItems, shortOf, textOf } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { outputSyntaxes, writeSeries } from "../../../pipelines/mri/dicom/write-series.js";
import type { WriteSeriesOptions } from "../../../pipelines/mri/dicom/write-series.js";
import { readSource } from "../../../pipelines/mri/dicom/write-source.js";
import type { Derived, Stack } from "../../../pipelines/mri/study.js";
import { enlarge } from "./derive.js";
import { makeSeries } from "./make-study.js";
import type { SeriesSpec } from "./make-study.js";
import { workFolder } from "./oracles.js";

const folder = workFolder();
const now = new Date("2026-03-04T05:06:07Z");
let count = 0;

async function stackOf(spec: SeriesSpec): Promise<Stack> {
  const place = join(folder, `source-${++count}`);
  await makeSeries(place, { slices: 4, rows: 24, columns: 20, ...spec });
  const { stacks } = await scanStudy(place);
  expect(stacks.length).toBe(1);
  return stacks[0]!;
}

async function written(derived: Derived, options: Partial<WriteSeriesOptions> = {}): Promise<{ files: readonly string[]; seriesUid: string; datasets: Dataset[]; folder: string }> {
  const place = join(folder, `derived-${++count}`);
  await mkdir(place);
  const { files, seriesUid } = await writeSeries(derived, { folder: place, dated: now, ...options });
  return { files, seriesUid, folder: place, datasets: await Promise.all(files.map(async (file) => (await readSource(file)).dataset)) };
}

const texts = (datasets: readonly Dataset[], tag: number): (string | undefined)[] => datasets.map((dataset) => textOf(dataset, tag));
const derivedValues = ({ volume: { data, geometry: { rows, columns } } }: Derived, slice: number): number[] => [...data.subarray(slice * rows * columns, (slice + 1) * rows * columns)];
const same = (values: readonly unknown[]): unknown => (expect(new Set(values).size).toBe(1), values[0]);
/** Test input is the one kind of result that the reader takes: others are not restored again. */
const readable = { scale: 1, method: "degrade" } as const;
const denoised = { scale: 1, denoised: { model: "mri-r2d2plus", hash: "cd".repeat(32), sigma: 0.02, alpha: 1 } } as const;

describe("a result that is signed while its source is not", () => {
  const signed = { type: "int16", bits: 16, slope: [1, 1, 1, 1], intercept: [0, 0, 0, 0] } as const;

  it("keeps values below zero, and the padding of its source", async () => {
    const derived = await enlarge(await stackOf({ padding: 7 }), { storage: signed, ...readable });
    const { valid, data } = derived.volume;
    data.forEach((v, i) => (data[i] = i % 3 === 0 ? -v : v));
    const { datasets, folder: place } = await written(derived);
    const [first] = datasets;
    expect([0x00280101, 0x00280102, 0x00280103].map((tag) => shortOf(first!, tag))).toEqual([16, 15, 1]);
    expect([0x00280106, 0x00280107, 0x00280120].map((tag) => first!.get(tag)!.vr)).toEqual(["SS", "SS", "SS"]);
    expect([shortOf(first!, 0x00280120), shortOf(first!, 0x00280106)! < 0]).toEqual([7, true]);
    const again = await (await scanStudy(place)).stacks[0]!.read();
    expect(again.valid).toEqual(valid);
    data.forEach((v, i) => valid![i] === 1 && v !== 7 && expect(again.data[i]).toBe(v));
  });

  it("takes another padding where the source's does not fit", async () => {
    const derived = await enlarge(await stackOf({ padding: 65535, bitsStored: 16 }), { storage: signed, ...readable });
    const { datasets, folder: place } = await written(derived);
    expect(shortOf(datasets[0]!, 0x00280120)).toBe(-(2 ** 15));
    expect((await (await scanStudy(place)).stacks[0]!.read()).valid).toEqual(derived.volume.valid);
  });
});

describe("a derived classic series", () => {
  it("is one new series of the same class, study, patient and frame of reference", async () => {
    const stack = await stackOf({ orientation: "oblique" });
    const { datasets, seriesUid, files } = await written(await enlarge(stack));
    const source = await Promise.all(stack.instances!.map(async ({ file }) => (await readSource(file)).dataset));
    expect(files.map((file) => file.slice(-10))).toEqual(["IM0001.dcm", "IM0002.dcm", "IM0003.dcm", "IM0004.dcm"]);
    for (const tag of [0x00080016, 0x00080020, 0x00080022, 0x00080032, 0x00080050, 0x00100010, 0x00100020, 0x00100030, 0x0020000d, 0x00200052, 0x00180081, 0x00081030]) {
      expect(texts(datasets, tag)).toEqual(texts(source, tag));
    }
    expect(same(texts(datasets, 0x0020000e))).toBe(seriesUid);
    expect(seriesUid).not.toBe(textOf(source[0]!, 0x0020000e));
    const uids = new Set([...texts(datasets, 0x00080018), ...texts(source, 0x00080018)]);
    expect(uids.size).toBe(8);
    expect(same(texts(datasets, 0x00200011))).toBe("1001");
    expect(texts(datasets, 0x00200013)).toEqual(["1", "2", "3", "4"]);
    expect(same(texts(datasets, 0x00080008))).toBe("DERIVED\\SECONDARY\\M\\ND");
    expect(same(texts(datasets, 0x0008103e))).toBe("PLANTED t1 magnitude: SR x2 srdiff. Not for primary diagnosis");
    expect(same(texts(datasets, 0x00204000))).toBe("AI-processed image (domain-sr 0.0.1, srdiff). Not for primary diagnosis.");
    for (const tag of [0x00080012, 0x00080021, 0x00080023]) expect(same(texts(datasets, tag))).toMatch(/^2026030[345]$/);
  });

  it("lies where its volume lies, to the last digit of a decimal string", async () => {
    const stack = await stackOf({ orientation: "oblique", pixelSpacing: [0.7, 1 / 3], sliceSpacing: 3.1 });
    const derived = await enlarge(stack);
    const { datasets } = await written(derived);
    const { geometry } = derived.volume;
    expect([shortOf(datasets[0]!, 0x00280010), shortOf(datasets[0]!, 0x00280011)]).toEqual([48, 40]);
    expect(same(texts(datasets, 0x00280030))).toBe(geometry.pixelSpacing.map(decimalString).join("\\"));
    expect(geometry.pixelSpacing.map((mm) => mm.toFixed(9))).toEqual(["0.350000000", "0.166666667"]);
    datasets.forEach((dataset, slice) => {
      expect(textOf(dataset, 0x00200032)).toBe(geometry.positions[slice]!.map(decimalString).join("\\"));
      expect(textOf(dataset, 0x00200037)).toBe("0.8\\0.6\\0\\-0.48\\0.64\\0.6");
      // A quarter of an old voxel towards the corner, in either direction of the plane.
      const shift = geometry.positions[slice]!.map((x, axis) => x - stack.geometry.positions[slice]![axis]!);
      [0, 1, 2].forEach((axis) => expect(shift[axis]!).toBeCloseTo(-0.25 * (0.7 * [-0.48, 0.64, 0.6][axis]! + (1 / 3) * [0.8, 0.6, 0][axis]!), 6));
      expect(dataset.has(0x00201041)).toBe(true);
    });
    expect(same(texts(datasets, 0x00180050))).toBe("2.6");
    expect(same(texts(datasets, 0x00180088))).toBe("3.1");
  });

  it("has new planes, thickness and spacing through the plane, and no slice location", async () => {
    const stack = await stackOf({});
    const { datasets } = await written(await enlarge(stack, { scale: 1, throughPlane: 2, method: "r2d2plus" }));
    expect(texts(datasets, 0x00200032).map((text) => Number(text!.split("\\")[2]))).toEqual([-10.5, -7.5, -4.5, -1.5, 1.5, 4.5, 7.5, 10.5]);
    expect([same(texts(datasets, 0x00180050)), same(texts(datasets, 0x00180088))]).toEqual(["2.75", "3"]);
    expect(datasets.some((dataset) => dataset.has(0x00201041))).toBe(false);
    expect(same(texts(datasets, 0x0008103e))).toBe("PLANTED t1 magnitude: SR z2 r2d2plus. Not for primary diagnosis");
  });

  it("says how it was made and from what", async () => {
    const stack = await stackOf({});
    const derived = await enlarge(stack, { reference: { key: "0badcafe", seriesUid: "1.2.3" }, denoised: denoised.denoised });
    const { datasets } = await written({ ...derived, sources: [[0], [0, 1], [1, 2, 3], [3]] });
    expect(same(texts(datasets, 0x00082111))).toBe(
      `domain-sr 0.0.1: method srdiff; model mri-srdiff 1.0.0 (SHA-256 ${"ab".repeat(32)}); in-plane scale 2; through-plane scale 1; `
      + `denoised by mri-r2d2plus (SHA-256 ${"cd".repeat(32)}), sigma 0.02, alpha 1; reference series 1.2.3; preset balanced; seed 1; samples 1; device cpu. Not for primary diagnosis.`,
    );
    const codes = datasets.map((dataset) => itemsOf(dataset, 0x00089215).map((item) => textOf(item, 0x00080100)).join());
    expect(same(codes)).toBe("113085,113087");
    const sources = datasets.map((dataset) => itemsOf(dataset, 0x00082112));
    expect(sources.map((items) => items.map((item) => textOf(item, 0x00081155)))).toEqual([[0], [0, 1], [1, 2, 3], [3]].map((from) => from.map((slice) => stack.instances![slice]!.sopInstanceUid)));
    expect(sources.map((items) => textOf(items[0]!, 0x0028135a))).toEqual(["YES", "NO", "NO", "YES"]);
    expect(textOf(itemsOf(sources[0]![0]!, 0x0040a170)[0]!, 0x00080100)).toBe("121322");
    const [equipment] = itemsOf(datasets[0]!, 0x0018a001);
    expect([textOf(equipment!, 0x00080070), textOf(equipment!, 0x00081090), textOf(equipment!, 0x00181020), textOf(itemsOf(equipment!, 0x0040a170)[0]!, 0x00080100)]).toEqual(["domain-sr", "mri-srdiff", "0.0.1\\mri-srdiff 1.0.0", "109102"]);
  });

  it("keeps text in its character set, byte for byte", async () => {
    for (const utf8 of [false, true]) {
      for (const transferSyntax of ["explicit", "implicit", "big-endian"] as const) {
        const { datasets } = await written(await enlarge(await stackOf({ utf8, transferSyntax })));
        expect(textOf(datasets[0]!, 0x00080005)).toBe(utf8 ? "ISO_IR 192" : "ISO_IR 100");
        const name = Buffer.from(datasets[0]!.get(0x00100010)!.value as Uint8Array).toString(utf8 ? "utf8" : "latin1");
        expect(name.trim()).toBe("PLANTED^NAMÉ");
      }
    }
  });

  it("cuts a long description where a character ends, or leaves it out where that cannot be known", async () => {
    const description = (characterSet: string, text: Buffer): Promise<Buffer> => stackOf({
      edit: (dataset) => {
        put(dataset, 0x00080005, "CS", ...characterSet.split("\\"));
        dataset.set(0x0008103e, { vr: "LO", value: text });
      },
    }).then((stack) => enlarge(stack)).then((derived) => written(derived)).then(({ datasets }) => Buffer.from(datasets[0]!.get(0x0008103e)!.value as Uint8Array));
    const utf8 = await description("ISO_IR 192", Buffer.from("é".repeat(60)));
    expect(utf8.toString().trim()).toBe(`${"é".repeat(23)}: SR x2 srdiff. Not for primary diagnosis`);
    expect([...utf8.toString().trim()].length).toBe(64);
    const latin = await description("ISO_IR 100", Buffer.from("é".repeat(60), "latin1"));
    expect(latin.length).toBeLessThanOrEqual(64);
    expect(latin.toString("latin1")).toMatch(/^é{23}: SR x2 srdiff\. Not for primary diagnosis$/);
    // Code extensions: no place to cut is safe.
    const kanji = Buffer.concat([Buffer.from("\x1b$B"), Buffer.alloc(48, 0x30), Buffer.from("\x1b(B")]);
    expect((await description("\\ISO 2022 IR 87", kanji)).toString("latin1").trim()).toBe("SR x2 srdiff. Not for primary diagnosis");
  });

  it("drops private elements, also inside sequences, unless they are asked for", async () => {
    const edit = (dataset: Dataset): void => {
      const item: Dataset = new Map();
      put(item, 0x00081155, "UI", "1.2");
      put(item, 0x00110010, "LO", "PLANTED PRIVATE 2");
      putItems(dataset, 0x00081140, item);
    };
    const stack = await stackOf({ edit });
    const bare = await written(await enlarge(stack));
    const kept = await written(await enlarge(stack), { keepPrivate: true });
    for (const file of bare.files) expect((await readFile(file)).includes("PRIVATE")).toBe(false);
    for (const file of kept.files) expect((await readFile(file)).toString("latin1").match(/PLANTED PRIVATE [12]/g)).toEqual(["PLANTED PRIVATE 2", "PLANTED PRIVATE 1", "PLANTED PRIVATE 1"]);
    expect(kept.seriesUid).not.toBe(bare.seriesUid);
    expect(textOf(itemsOf(bare.datasets[0]!, 0x00081140)[0]!, 0x00081155)).toBe("1.2");
  });

  it("drops what belonged to the old pixels and keeps windows", async () => {
    const stack = await stackOf({
      edit: (dataset) => {
        put(dataset, 0x00280106, "US", 1);
        put(dataset, 0x00280107, "US", 2);
        put(dataset, 0x60003000, "LO", "overlay");
        putItems(dataset, 0x00283010, new Map());
        putItems(dataset, 0x00880200, new Map());
        put(dataset, 0x00080014, "UI", "1.2");
        put(dataset, 0x00201002, "IS", 4);
      },
    });
    const derived = await enlarge(stack);
    const { datasets } = await written(derived);
    for (const tag of [0x60003000, 0x00283010, 0x00880200, 0x00080014]) expect(datasets[0]!.has(tag)).toBe(false);
    expect([textOf(datasets[0]!, 0x00281050), textOf(datasets[0]!, 0x00281051), textOf(datasets[0]!, 0x00201002)]).toEqual(["600", "1200", "4"]);
    for (const [slice, dataset] of datasets.entries()) {
      const values = derivedValues(derived, slice);
      expect([shortOf(dataset, 0x00280106), shortOf(dataset, 0x00280107)]).toEqual([Math.min(...values), Math.max(...values)]);
    }
    const through = await written(await enlarge(stack, { scale: 1, throughPlane: 2 }));
    expect(through.datasets[0]!.has(0x00201002)).toBe(false);
  });

  it("remembers lossy compression", async () => {
    const lossy = (edit: (dataset: Dataset) => void): Promise<(string | undefined)[]> => stackOf({ edit }).then((stack) => enlarge(stack)).then((derived) => written(derived))
      .then(({ datasets }) => [0x00282110, 0x00282112, 0x00282114].map((tag) => textOf(datasets[0]!, tag)));
    expect(await lossy(() => {})).toEqual(["00", undefined, undefined]);
    expect(await lossy((dataset) => (put(dataset, 0x00282110, "CS", "01"), put(dataset, 0x00282112, "DS", 10.5), put(dataset, 0x00282114, "CS", "ISO_10918_1")))).toEqual(["01", "10.5", "ISO_10918_1"]);
  });

  it("has the same bytes in every run of one moment, and the same UIDs in all", async () => {
    const derived = await enlarge(await stackOf({}));
    const [once, twice, later] = [await written(derived), await written(derived), await written(derived, { dated: new Date(0) })];
    for (const [i, file] of once.files.entries()) expect(await readFile(twice.files[i]!)).toEqual(await readFile(file));
    expect(await readFile(later.files[0]!)).not.toEqual(await readFile(once.files[0]!));
    expect(texts(later.datasets, 0x00080018)).toEqual(texts(once.datasets, 0x00080018));
    const other = await written({ ...derived, provenance: { ...derived.provenance, seed: 2 } });
    expect(other.seriesUid).not.toBe(once.seriesUid);
  });

  it("tells the time in the zone that the object names", async () => {
    const { datasets } = await written(await enlarge(await stackOf({ edit: (dataset) => put(dataset, 0x00080201, "SH", "-0530") })));
    expect([textOf(datasets[0]!, 0x00080021), textOf(datasets[0]!, 0x00080031), textOf(itemsOf(datasets[0]!, 0x0018a001)[0]!, 0x0018a002)]).toEqual(["20260303", "233607", "20260303233607-0530"]);
  });
});

describe("values", () => {
  const specs: readonly (readonly [string, SeriesSpec])[] = [
    ["12 bits", {}], ["signed", { signed: true }], ["8 bits", { bitsAllocated: 8 }], ["16 bits", { bitsStored: 16 }], ["inverted, padded", { inverted: true, padding: 0 }],
    ["a slope for each slice", { slope: [0.5, 1, 2, 3], intercept: -7 }], ["signed padding", { signed: true, padding: -2000 }], ["enhanced", { object: "enhanced", slope: [1, 2, 3, 4] }],
    ["enhanced, padded", { object: "enhanced", signed: true, padding: -2000 }],
  ];

  it.each(specs)("come back as they went in: %s", async (_, spec) => {
    const stack = await stackOf({ rows: 16, columns: 12, ...spec });
    const derived = await enlarge(stack, readable);
    for (const transferSyntax of outputSyntaxes) {
      const { folder: place } = await written(derived, { transferSyntax });
      const again = (await scanStudy(place)).stacks[0]!;
      const { data, valid } = await again.read();
      expect(data).toEqual(derived.volume.data);
      expect(valid).toEqual(derived.volume.valid);
      expect(again.storage).toEqual(stack.storage);
      expect(again.geometry).toEqual(stack.geometry);
      await rm(place, { recursive: true });
    }
  });

  it("of a deviation are a series of their own, in the result's units, named as what they are", async () => {
    for (const spec of [{ inverted: true, padding: 0, signed: true }, { object: "enhanced", slope: 2 }] as const) {
      const derived = await enlarge(await stackOf(spec), { purpose: "deviation", samples: 8, ...denoised });
      const { files, datasets, seriesUid } = await written(derived);
      const result = await written(await enlarge(derived.stack, denoised));
      expect(seriesUid).not.toBe(result.seriesUid);
      expect(textOf(datasets[0]!, 0x00200011)).toBe("2001");
      expect(textOf(datasets[0]!, 0x00080008)).toMatch(/^DERIVED\\(SECONDARY\\OTHER|PRIMARY\\M)\\STD_DEVIATION$/);
      expect(textOf(datasets[0]!, 0x0008103e)).toMatch(/: SD of srdiff denoised\. Not for primary diagnosis$|: SD of denoised\. Not for primary diagnosis$/);
      expect(textOf(datasets[0]!, 0x00280004)).toBe("MONOCHROME2");
      const frames = datasets.length === 1 ? itemsOf(datasets[0]!, 0x52009230) : datasets;
      const shared = datasets.length === 1 ? itemsOf(datasets[0]!, 0x52009229)[0]! : new Map();
      const group = (frame: Dataset, tag: number): Dataset => (datasets.length === 1 ? (itemsOf(frame, tag)[0] ?? itemsOf(shared, tag)[0]!) : frame);
      const cells = (await Promise.all(files.map(async (file) => pixelsOf(await readFile(file))))).flatMap((words) => [...words]);
      const size = cells.length / frames.length;
      let largest = 0;
      cells.forEach((cell, i) => {
        const slope = Number(textOf(group(frames[Math.floor(i / size)]!, 0x00289145), 0x00281053));
        if (derived.volume.valid?.[i] === 0) return;
        largest = Math.max(largest, cell);
        expect(Math.abs(cell * slope - derived.volume.data[i]!)).toBeLessThanOrEqual(slope * 0.51);
      });
      expect(largest).toBe(65535);
      const [mapping] = itemsOf(frames[0]!.has(0x00409096) ? frames[0]! : shared, 0x00409096);
      expect(textOf(mapping!, 0x00409210)).toBe("STD_DEVIATION");
    }
  });
});

/** The words behind the last element of an uncompressed little-endian file. */
function pixelsOf(bytes: Buffer): Uint16Array {
  const at = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57]));
  return Uint16Array.from({ length: bytes.readUInt32LE(at + 8) / 2 }, (_, i) => bytes.readUInt16LE(at + 12 + 2 * i));
}

describe("a derived multi-frame object", () => {
  it("has its frames in the order of their positions, each with its sources, and one stack of dimensions", async () => {
    const stack = await stackOf({ object: "enhanced", orientation: "oblique", slope: [1, 2, 3, 4] });
    const derived = await enlarge(stack);
    const { datasets, files } = await written(derived);
    expect(files.length).toBe(1);
    const [dataset] = datasets as [Dataset];
    expect([textOf(dataset, 0x00280008), textOf(dataset, 0x00080008), shortOf(dataset, 0x00280010)]).toEqual(["4", "DERIVED\\PRIMARY\\M\\RESAMPLED", 48]);
    const frames = itemsOf(dataset, 0x52009230);
    const shared = itemsOf(dataset, 0x52009229)[0]!;
    expect(textOf(itemsOf(shared, 0x00289110)[0]!, 0x00280030)).toBe(derived.volume.geometry.pixelSpacing.map(decimalString).join("\\"));
    expect(textOf(itemsOf(shared, 0x00189226)[0]!, 0x00089007)).toBe("DERIVED\\PRIMARY\\M\\RESAMPLED");
    frames.forEach((frame, index) => {
      expect(textOf(itemsOf(frame, 0x00209113)[0]!, 0x00200032)).toBe(derived.volume.geometry.positions[index]!.map(decimalString).join("\\"));
      expect(textOf(itemsOf(frame, 0x00289145)[0]!, 0x00281053)).toBe(String(index + 1));
      const [step] = itemsOf(frame, 0x00089124);
      const [source] = itemsOf(step!, 0x00082112);
      expect(textOf(source!, 0x00081160)).toBe(String(stack.instances![index]!.frame + 1));
      expect(textOf(source!, 0x00081155)).toBe(stack.instances![index]!.sopInstanceUid);
      const values = itemsOf(frame, 0x00209111)[0]!.get(0x00209157)!.value as Uint8Array;
      expect([values[0], values[4]]).toEqual([1, index + 1]);
    });
    const evidence = itemsOf(itemsOf(itemsOf(dataset, 0x00089154)[0]!, 0x00081115)[0]!, 0x00081199);
    expect(evidence.map((item) => textOf(item, 0x00081155))).toEqual([stack.instances![0]!.sopInstanceUid]);
    expect(itemsOf(dataset, 0x00209222).length).toBe(2);
    expect(texts(datasets, 0x0020000d)).toEqual([textOf((await readSource(stack.instances![0]!.file)).dataset, 0x0020000d)]);
  });

  it("may have more frames than its source", async () => {
    const { datasets } = await written(await enlarge(await stackOf({ object: "enhanced", gzip: true }), { throughPlane: 3 }));
    expect(itemsOf(datasets[0]!, 0x52009230).length).toBe(12);
    expect(itemsOf(datasets[0]!, 0x52009230).map((frame) => Number(textOf(itemsOf(frame, 0x00209113)[0]!, 0x00200032)!.split("\\")[2]))).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i - 11));
  });
});

describe("a series written here", () => {
  it("is not taken for a source again, unless it is test input", async () => {
    const stack = await stackOf({});
    for (const [options, stacks] of [[readable, 1], [denoised, 0], [{ scale: 2 }, 0], [{ ...denoised, purpose: "deviation" }, 0]] as const) {
      const { folder: place } = await written(await enlarge(stack, options));
      expect((await scanStudy(place)).stacks.length).toBe(stacks);
    }
  });
});

describe("writing", () => {
  it("stops when it is told to, and names a source that has gone", async () => {
    const derived = await enlarge(await stackOf({}));
    const controller = new AbortController();
    controller.abort();
    await expect(written(derived, { signal: controller.signal })).rejects.toThrow("aborted");
    for (const { file } of derived.stack.instances!) await rm(file);
    const failed = written(derived);
    await expect(failed).rejects.toMatchObject({ code: "bad-input" });
    await expect(failed).rejects.toThrow("a source file: expected the object that was read before, got none that can be read");
  });
});
