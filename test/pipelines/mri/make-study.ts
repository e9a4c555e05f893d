import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { randomStream } from "../../../shared/degradation/random.js";
import { encodeFrame } from "../../../pipelines/mri/dicom/write-codecs.js";
import { put, putItems } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { encodeFile } from "../../../pipelines/mri/dicom/write-file.js";
import type { TransferSyntax } from "../../../pipelines/mri/dicom/write-file.js";
import { uidOf } from "../../../pipelines/mri/dicom/write-uid.js";
import type { Geometry, Vec3 } from "../../../pipelines/mri/volume.js";
import { encodeJpegLossless } from "./jpeg-lossless.js";
import { scan } from "./phantom.js";
import type { Contrast } from "./phantom.js";
import { enhancedDataset } from "./study-enhanced.js";
import { seriesHeader, sopClasses } from "./study-header.js";

export type Orientation = "axial" | "coronal" | "sagittal" | "oblique";

export interface SeriesSpec {
  /** Default 1. */
  readonly number?: number;
  readonly kind?: "magnitude" | "phase" | "localizer" | "secondary-capture" | "ct";
  readonly object?: "classic" | "enhanced";
  readonly contrast?: Contrast;
  readonly transferSyntax?: TransferSyntax;
  readonly orientation?: Orientation;
  /** Default 8 slices of 64 x 64. */
  readonly slices?: number;
  readonly rows?: number;
  readonly columns?: number;
  /** mm between rows and between columns; default: the head fills the image. */
  readonly pixelSpacing?: readonly [number, number];
  /** mm between slice centres, default 6; the thickness is 0.5 less. */
  readonly sliceSpacing?: number;
  readonly bitsAllocated?: 8 | 16;
  /** Default 8 or 12. */
  readonly bitsStored?: number;
  /** Default intercept 200, so that there are negative samples. */
  readonly signed?: boolean;
  /** One number, or one for each slice. Without slope and intercept there are no rescale elements. */
  readonly slope?: number | readonly number[];
  readonly intercept?: number;
  readonly inverted?: boolean;
  /** This stored value stands outside the circle that fits into the image (PixelPaddingValue). */
  readonly padding?: number;
  /** Overlay-like bits above BitsStored. */
  readonly garbage?: boolean;
  /** Standard deviation of the noise of either channel; white matter is about 0.7. Default 0.01. */
  readonly noise?: number;
  /** Slices without a file, and slices with two. */
  readonly missing?: readonly number[];
  readonly doubled?: readonly number[];
  readonly utf8?: boolean;
  readonly gzip?: boolean;
  /** Last change to each object before it is written. */
  readonly edit?: (dataset: Dataset, slice: number) => void;
}

export interface MadeSeries {
  readonly files: readonly string[];
  readonly seriesUid: string;
  readonly geometry: Geometry;
  /** Stored samples, [slices, rows, columns] in the order of the geometry, before compression and without garbage bits. */
  readonly stored: Int32Array;
}

const directions: Readonly<Record<Orientation, readonly [row: Vec3, column: Vec3]>> = {
  axial: [[1, 0, 0], [0, 1, 0]],
  coronal: [[1, 0, 0], [0, 0, -1]],
  sagittal: [[0, 1, 0], [0, 0, -1]],
  // Two rotations by 3-4-5 angles: unit vectors whose digits end.
  oblique: [[0.8, 0.6, 0], [-0.48, 0.64, 0.6]],
};

/** Where the voxels of a series lie: around the middle of the head, at the slices' middle. */
export function seriesGeometry(spec: SeriesSpec): Geometry {
  const { orientation = "axial", slices = 8, rows = 64, columns = 64, sliceSpacing = 6 } = spec;
  const [r, c] = directions[orientation];
  const pixelSpacing = spec.pixelSpacing ?? [210 / rows, 210 / columns];
  const normal: Vec3 = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  const positions = Array.from({ length: slices }, (_, slice): Vec3 => {
    const along = (slice - (slices - 1) / 2) * sliceSpacing;
    const across = (-(columns - 1) / 2) * pixelSpacing[1];
    const down = (-(rows - 1) / 2) * pixelSpacing[0];
    const at = (axis: 0 | 1 | 2) => Number((normal[axis] * along + r[axis] * across + c[axis] * down).toFixed(6));
    return [at(0), at(1), at(2)];
  });
  return {
    slices, rows, columns, rowDirection: r, columnDirection: c, pixelSpacing, positions, sliceThickness: sliceSpacing - 0.5,
    ...(slices > 1 && { sliceSpacing }),
  };
}

/**
 * Writes one series of a generated head into `folder` (made if need be): files without extension, in an order that is not
 * that of their positions. The seed decides every byte; series of one seed are one study with one frame of reference.
 */
export async function makeSeries(folder: string, spec: SeriesSpec, { seed = 1 }: { readonly seed?: number } = {}): Promise<MadeSeries> {
  const { number = 1, kind = "magnitude", contrast = "t1", transferSyntax = "explicit", utf8 = false, object = "classic" } = spec;
  const geometry = seriesGeometry(spec);
  const stored = samples(spec, geometry, seed);
  const sopClass = kind === "secondary-capture" ? sopClasses.secondaryCapture : kind === "ct" ? sopClasses.ct : object === "enhanced" ? sopClasses.enhancedMr : sopClasses.mr;
  const header = seriesHeader({
    seed, number, sopClass, utf8, modality: kind === "ct" ? "CT" : kind === "secondary-capture" ? "OT" : "MR", description: `PLANTED ${contrast} ${kind}`,
  });
  const seriesUid = uidOf(uidOf("fixture", String(seed)), String(number));
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const write = async (dataset: Dataset, index: number): Promise<void> => {
    const name = `S${String(number).padStart(2, "0")}I${String(index).padStart(3, "0")}${spec.gzip ? ".dcm.gz" : ""}`;
    const bytes = encodeFile(dataset, transferSyntax);
    files.push(join(folder, name));
    await writeFile(join(folder, name), spec.gzip ? gzipSync(bytes) : bytes);
  };

  if (object === "enhanced") {
    // Frames alternate between the ends of the volume: the order of the file is not that of the positions.
    const order = geometry.positions.map((_, index) => (index % 2 === 0 ? index / 2 : geometry.slices - (index + 1) / 2));
    const frames = order.map((slice) => ({ slice, ...rescale(spec, slice) }));
    const dataset = enhancedDataset(header, { geometry, frames, echoTime: contrast === "t1" ? 12 : 90, bitsStored: bitsOf(spec).bitsStored, phase: kind === "phase" });
    put(dataset, 0x00080018, "UI", uidOf(seriesUid, "enhanced"));
    await putPixels(dataset, order.map((slice) => slice), { spec, geometry, stored });
    spec.edit?.(dataset, 0);
    await write(dataset, 1);
    return { files, seriesUid, geometry, stored };
  }

  const kept = geometry.positions.map((_, slice) => slice).filter((slice) => !spec.missing?.includes(slice));
  const order = shuffled([...kept, ...(spec.doubled ?? [])], seed);
  for (const [index, slice] of order.entries()) {
    const dataset = new Map(header);
    put(dataset, 0x00080018, "UI", uidOf(seriesUid, String(index)));
    classicElements(dataset, spec, geometry, slice);
    // Numbers run from the head down, and twins of a position have different ones.
    put(dataset, 0x00200013, "IS", geometry.slices - slice + (order.indexOf(slice) === index ? 0 : 100));
    await putPixels(dataset, [slice], { spec, geometry, stored });
    spec.edit?.(dataset, slice);
    await write(dataset, index);
  }
  return { files, seriesUid, geometry, stored };
}

function classicElements(dataset: Dataset, spec: SeriesSpec, geometry: Geometry, slice: number): void {
  const { kind = "magnitude", contrast = "t1" } = spec;
  const position = geometry.positions[slice]!;
  if (kind === "secondary-capture") {
    put(dataset, 0x00080008, "CS", "DERIVED", "SECONDARY");
    put(dataset, 0x00080064, "CS", "WSD");
    put(dataset, 0x00200020, "CS");
    for (const tag of [0x00200052, 0x00201040, 0x00185100]) dataset.delete(tag);
    return;
  }
  put(dataset, 0x00080008, "CS", "ORIGINAL", "PRIMARY", ...(kind === "localizer" ? ["LOCALIZER"] : kind === "phase" ? ["P", "ND"] : kind === "ct" ? ["AXIAL"] : ["M", "ND"]));
  put(dataset, 0x00180050, "DS", geometry.sliceThickness ?? 1);
  put(dataset, 0x00200032, "DS", ...position);
  put(dataset, 0x00200037, "DS", ...geometry.rowDirection, ...geometry.columnDirection);
  put(dataset, 0x00201041, "DS", position[2]);
  put(dataset, 0x00280030, "DS", ...geometry.pixelSpacing);
  put(dataset, 0x00281050, "DS", 600);
  put(dataset, 0x00281051, "DS", 1200);
  if (kind === "ct") {
    put(dataset, 0x00180060, "DS", 120);
    put(dataset, 0x00200012, "IS", 1);
  } else {
    put(dataset, 0x00180020, "CS", "SE");
    put(dataset, 0x00180021, "CS", "NONE");
    put(dataset, 0x00180022, "CS");
    put(dataset, 0x00180023, "CS", "2D");
    put(dataset, 0x00180080, "DS", contrast === "t1" ? 500 : 4000);
    put(dataset, 0x00180081, "DS", contrast === "t1" ? 12 : 90);
    put(dataset, 0x00180087, "DS", 3);
    put(dataset, 0x00180091, "IS", 1);
    if (geometry.sliceSpacing !== undefined) put(dataset, 0x00180088, "DS", geometry.sliceSpacing);
  }
  if (spec.slope !== undefined || spec.intercept !== undefined || spec.signed || kind === "ct" || kind === "phase") {
    const { slope, intercept } = rescale(spec, slice);
    put(dataset, 0x00281052, "DS", intercept);
    put(dataset, 0x00281053, "DS", slope);
    put(dataset, 0x00281054, "LO", kind === "ct" ? "HU" : "US");
  }
}

function rescale({ slope = 1, intercept, signed = false }: SeriesSpec, slice: number): { slope: number; intercept: number } {
  return { slope: typeof slope === "number" ? slope : slope[slice]!, intercept: intercept ?? (signed ? 200 : 0) };
}

function bitsOf({ bitsAllocated = 16, bitsStored }: SeriesSpec): { bitsAllocated: 8 | 16; bitsStored: number } {
  return { bitsAllocated, bitsStored: bitsStored ?? (bitsAllocated === 8 ? 8 : 12) };
}

function samples(spec: SeriesSpec, geometry: Geometry, seed: number): Int32Array {
  const { contrast = "t1", noise = 0.01, signed = false, inverted = false, padding } = spec;
  const { bitsStored } = bitsOf(spec);
  const { slices, rows, columns } = geometry;
  const values = scan({ geometry, contrast, noise, seed: seed + (spec.kind === "phase" ? 1000 : 0) });
  const level = bitsStored <= 8 ? 180 : 1200;
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  const stored = new Int32Array(values.length);
  for (let slice = 0; slice < slices; slice++) {
    const { slope, intercept } = rescale(spec, slice);
    for (let i = slice * rows * columns; i < (slice + 1) * rows * columns; i++) {
      const pixel = i % (rows * columns);
      const outside = Math.hypot(((pixel % columns) + 0.5) / columns - 0.5, (Math.floor(pixel / columns) + 0.5) / rows - 0.5) > 0.5;
      const real = (inverted ? 1.2 - values[i]! : values[i]!) * level;
      stored[i] = padding !== undefined && outside ? padding : Math.min(high, Math.max(low, Math.round((real - intercept) / slope)));
    }
  }
  return stored;
}

/** The image pixel module of one object whose frames are the given slices. */
async function putPixels(dataset: Dataset, slices: readonly number[], { spec, geometry, stored }: { spec: SeriesSpec; geometry: Geometry; stored: Int32Array }): Promise<void> {
  const { signed = false, inverted = false, padding, garbage = false, transferSyntax = "explicit" } = spec;
  const { bitsAllocated, bitsStored } = bitsOf(spec);
  const { rows, columns } = geometry;
  put(dataset, 0x00280002, "US", 1);
  put(dataset, 0x00280004, "CS", inverted ? "MONOCHROME1" : "MONOCHROME2");
  put(dataset, 0x00280010, "US", rows);
  put(dataset, 0x00280011, "US", columns);
  put(dataset, 0x00280100, "US", bitsAllocated);
  put(dataset, 0x00280101, "US", bitsStored);
  put(dataset, 0x00280102, "US", bitsStored - 1);
  put(dataset, 0x00280103, "US", signed ? 1 : 0);
  if (padding !== undefined) put(dataset, 0x00280120, signed ? "SS" : "US", padding);
  const frames = slices.map((slice) => {
    const frame = stored.subarray(slice * rows * columns, (slice + 1) * rows * columns);
    const cells = new Uint8Array((rows * columns * bitsAllocated) / 8);
    const view = new DataView(cells.buffer);
    frame.forEach((value, index) => {
      const extra = garbage ? ((index % 7) % 2 ** (bitsAllocated - bitsStored)) * 2 ** bitsStored : 0;
      const cell = garbage ? (value & (2 ** bitsStored - 1)) + extra : value;
      if (bitsAllocated === 8) view.setUint8(index, cell);
      else view.setUint16(2 * index, cell, true);
    });
    return { frame, cells };
  });
  const format = { rows, columns, bitsAllocated, bitsStored, signed };
  if (transferSyntax === "rle" || transferSyntax === "jpeg-ls" || transferSyntax === "jpeg-2000" || transferSyntax === "htj2k") {
    dataset.set(0x7fe00010, { vr: "OB", value: { frames: await Promise.all(frames.map(({ cells }) => encodeFrame(cells, format, transferSyntax))) } });
  } else if (transferSyntax === "jpeg-lossless") {
    const mask = 2 ** bitsStored - 1;
    dataset.set(0x7fe00010, { vr: "OB", value: { frames: frames.map(({ frame }) => encodeJpegLossless(Array.from(frame, (value) => value & mask), { rows, columns, precision: bitsStored })) } });
  } else {
    dataset.set(0x7fe00010, { vr: bitsAllocated === 8 ? "OB" : "OW", value: Buffer.concat(frames.map(({ cells }) => cells)) });
  }
}

function shuffled(values: readonly number[], seed: number): number[] {
  const random = randomStream(seed, 4);
  return values.map((value) => ({ value, key: random.uniform() })).sort((a, b) => a.key - b.key).map(({ value }) => value);
}

/** Files that a study folder may hold beside its images: text, an empty file, a picture, a truncated object, a DICOMDIR. */
export async function makeJunk(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const directory: Dataset = new Map();
  put(directory, 0x00080016, "UI", "1.2.840.10008.1.3.10");
  put(directory, 0x00080018, "UI", uidOf("directory"));
  put(directory, 0x00041130, "CS", "PLANTED");
  put(directory, 0x00041200, "UL", 0);
  put(directory, 0x00041202, "UL", 0);
  put(directory, 0x00041212, "US", 0);
  putItems(directory, 0x00041220);
  const junk: Readonly<Record<string, Uint8Array>> = {
    "DICOMDIR": encodeFile(directory, "explicit"),
    "notes.txt": Buffer.from("PLANTED notes of the reading\n"),
    "empty": new Uint8Array(0),
    "picture.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    "preamble-only": Buffer.concat([new Uint8Array(128), Buffer.from("DICM")]),
  };
  for (const [name, bytes] of Object.entries(junk)) await writeFile(join(folder, name), bytes);
  return Object.keys(junk).map((name) => join(folder, name));
}

/** A study of several series, each in a folder of its own (series-1, ...), and junk beside them. */
export async function makeStudy(folder: string, { seed = 1, series, junk = false }: { readonly seed?: number; readonly series: readonly SeriesSpec[]; readonly junk?: boolean }): Promise<readonly MadeSeries[]> {
  const made: MadeSeries[] = [];
  for (const [index, spec] of series.entries()) {
    const number = spec.number ?? index + 1;
    made.push(await makeSeries(join(folder, `series-${number}`), { ...spec, number }, { seed }));
  }
  if (junk) await makeJunk(folder);
  return made;
}
