import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { openStudy } from "../../../pipelines/mri/open.js";
import { writeNifti } from "../../../pipelines/mri/nifti-write.js";
import type { Derived, Stack } from "../../../pipelines/mri/study.js";
import { enlarge } from "./derive.js";
import { python, workFolder } from "./oracles.js";

const folder = workFolder();
const path = (name: string): string => join(folder, name);

/** Files as nibabel writes them: orientations, data types, byte order, both versions, either form of the affine alone. */
const make = `
import sys, json, numpy as np, nibabel as nib
from nibabel.quaternions import quat2mat
folder = sys.argv[1]
rng = np.random.default_rng(7)
def affine(quat, zooms, origin, flips=(1, 1, 1)):
    a = np.eye(4); a[:3, :3] = quat2mat(quat) @ np.diag(np.array(zooms) * flips); a[:3, 3] = origin
    return a
tilt = np.array([0.9, 0.1, -0.3, 0.3]); tilt /= np.linalg.norm(tilt)
cases = {
  'plain': dict(dtype=np.int16, a=affine([1, 0, 0, 0], [0.9, 0.8, 4], [-50, -60, 7])),
  'oblique': dict(dtype=np.uint16, a=affine(tilt, [0.7, 0.7, 3.3], [12.25, -80.5, 33])),
  'flipped': dict(dtype=np.uint8, a=affine(tilt, [1.1, 0.9, 2.5], [1, 2, 3], [-1, 1, 1])),
  'sagittal': dict(dtype=np.float32, a=affine([1, 0, 0, 0], [5, 0.9, 0.8], [-20, -30, -40])),
  'big': dict(dtype='>i2', a=affine(tilt, [1, 1, 2], [0, 0, 0]), slope=0.5, inter=-3),
  'second': dict(dtype=np.float64, a=affine(tilt, [1, 1, 2], [5, 6, 7]), two=True),
  'qform': dict(dtype=np.int32, a=affine(tilt, [1, 1.5, 2], [9, 8, 7], [1, -1, 1]), codes=(1, 0)),
  'sform': dict(dtype=np.int8, a=affine(tilt, [1, 1.5, 2], [9, 8, 7]), codes=(0, 2)),
  'bare': dict(dtype=np.uint32, a=affine([1, 0, 0, 0], [1, 1.5, 2], [0, 0, 0]), codes=(0, 0)),
  'newer': dict(dtype='>u2', a=affine(tilt, [1, 1, 2], [5, 6, 7]), two=True),
}
for name, case in cases.items():
    dtype = np.dtype(case['dtype'])
    data = rng.integers(0, 100, (7, 6, 5)).astype(dtype)
    kind = nib.Nifti2Image if case.get('two') else nib.Nifti1Image
    header = kind.header_class(endianness='>' if dtype.byteorder == '>' else '<')
    image = kind(data, case['a'], header)
    image.set_data_dtype(dtype)
    image.header.set_xyzt_units('mm')
    q, s = case.get('codes', (1, 1))
    image.set_qform(case['a'] if q else None, q); image.set_sform(case['a'] if s else None, s)
    if (q, s) == (0, 0): image.header['pixdim'][1:4] = [1, 1.5, 2]
    if 'slope' in case: image.header.set_slope_inter(case['slope'], case['inter']); image._dataobj = data * 1.0 * case['slope'] + case['inter']
    nib.save(image, f'{folder}/{name}.nii' + ('.gz' if name == 'oblique' else ''))
print('{}')
`;

const look = `
import sys, json, numpy as np, nibabel as nib
def see(file):
    image = nib.load(file); h = image.header
    data = np.asanyarray(image.dataobj).astype(float)
    form = lambda m: None if m is None else m.tolist()
    return dict(shape=image.shape, affine=image.affine.tolist(), data=data.ravel(order='F').tolist(), dtype=str(image.get_data_dtype()),
      qform=form(image.get_qform(coded=True)[0]), sform=form(image.get_sform(coded=True)[0]), codes=[int(h['qform_code']), int(h['sform_code'])],
      zooms=[float(z) for z in h.get_zooms()], slope=[float(image.dataobj.slope), float(image.dataobj.inter)],
      endian=h.endianness, size=int(h['sizeof_hdr']), stored=[int(x) for x in (np.asanyarray(image.dataobj.get_unscaled()).min(), np.asanyarray(image.dataobj.get_unscaled()).max())],
      cal=[float(h['cal_min']), float(h['cal_max'])])
print(json.dumps({file: see(file) for file in sys.argv[1:]}))
`;

interface Seen {
  readonly shape: readonly [number, number, number];
  readonly affine: readonly (readonly number[])[];
  readonly data: readonly number[];
  readonly dtype: string;
  readonly qform: readonly (readonly number[])[] | null;
  readonly sform: readonly (readonly number[])[] | null;
  readonly codes: readonly number[];
  readonly zooms: readonly number[];
  readonly slope: readonly number[];
  readonly endian: string;
  readonly size: number;
  readonly stored: readonly number[];
  readonly cal: readonly number[];
}

const names = ["plain", "oblique", "flipped", "sagittal", "big", "second", "qform", "sform"];
const fileOf = (name: string): string => path(`${name}.nii${name === "oblique" ? ".gz" : ""}`);
const enlargedOf = (name: string): string => path(`${name}-out.nii.gz`);
/** Files whose results are stored under a scaling of their own, with values below zero. */
const scaledAnew = [["oblique", 1, -57], ["flipped", 1.5, -12], ["newer", 0.1, -0.1 * 64], ["bare", Math.fround(0.1), -Math.fround(0.1) * 1024]] as const;
const unpacked = async (file: string): Promise<Buffer> => (file.endsWith(".gz") ? gunzipSync(await readFile(file)) : readFile(file));

async function scaledTo(name: string, slope: number, intercept: number): Promise<Derived> {
  const derived = await enlarge(await only(path(`${name}-source.nii`)), { scale: 1 });
  const { storage } = derived.stack;
  derived.volume.data.forEach((v, i) => (derived.volume.data[i] = i % 5 === 0 ? 0 : slope * (Math.round(v) - 7)));
  return { ...derived, storage: { ...storage, slope: storage.slope.map(() => slope), intercept: storage.intercept.map(() => intercept) } };
}

let seen: Readonly<Record<string, Seen>>;
const see = (file: string): Seen => seen[file]!;

async function only(file: string): Promise<Stack> {
  const { stacks, leftOut } = await openStudy(file);
  expect([stacks.length, leftOut.length]).toEqual([1, 0]);
  return stacks[0]!;
}

/** World coordinates (LPS) of a voxel of our volume. */
function world({ geometry: g }: Stack, slice: number, row: number, column: number): number[] {
  return g.positions[slice]!.map((start, axis) => start + row * g.pixelSpacing[0] * g.columnDirection[axis]! + column * g.pixelSpacing[1] * g.rowDirection[axis]!);
}

const apply = (affine: readonly (readonly number[])[], index: readonly number[]): number[] =>
  affine.slice(0, 3).map((row) => row[3]! + row[0]! * index[0]! + row[1]! * index[1]! + row[2]! * index[2]!);
const toLps = ([x, y, z]: number[]): number[] => [-x!, -y!, z!];

// nibabel takes a second to start: it writes all files, and looks at all, in one go.
beforeAll(async () => {
  python(make, folder);
  for (const name of [...names, "bare"]) await writeNifti(await enlarge(await only(fileOf(name)), { scale: 2, throughPlane: 3 }), enlargedOf(name));
  await writeNifti(await enlarge(await only(fileOf("big")), { purpose: "deviation" }), path("deviation.nii.gz"));
  for (const [name, slope, intercept] of scaledAnew) {
    const bytes = await unpacked(fileOf(name));
    if (name !== "newer") bytes.writeFloatLE(0, 112); // no scaling
    if (name === "oblique") (bytes.writeFloatLE(90, 124), bytes.writeFloatLE(5, 128)); // cal_max, cal_min
    await writeFile(path(`${name}-source.nii`), bytes);
    const derived = await scaledTo(name, slope, intercept);
    await writeNifti(derived, path(`${name}-scaled.nii.gz`));
    await writeNifti({ ...derived, purpose: "deviation" }, path(`${name}-scaled-deviation.nii.gz`));
  }
  seen = python(
    look, ...[...names, "bare"].flatMap((name) => [fileOf(name), enlargedOf(name)]), path("deviation.nii.gz"), fileOf("newer"),
    ...scaledAnew.flatMap(([name]) => [path(`${name}-scaled.nii.gz`), path(`${name}-scaled-deviation.nii.gz`)]),
  );
});

describe("reading NIfTI", () => {
  it.each(names)("puts every voxel where nibabel puts it: %s", async (name) => {
    const stack = await only(fileOf(name));
    const { data } = await stack.read();
    const source = see(fileOf(name));
    const { slices, rows, columns } = stack.geometry;
    const values = new Map(source.data.map((value, i) => {
      const index = [i % source.shape[0], Math.floor(i / source.shape[0]) % source.shape[1], Math.floor(i / (source.shape[0] * source.shape[1]))];
      return [toLps(apply(source.affine, index)).map((x) => Math.round(x * 100)).join(" "), value];
    }));
    expect(values.size).toBe(slices * rows * columns);
    for (let i = 0; i < data.length; i++) {
      const place = world(stack, Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns);
      expect(values.get(place.map((x) => Math.round(x * 100)).join(" "))).toBeCloseTo(data[i]!, 4);
    }
  });

  it("takes the axis of thick voxels for the slices and orders them along the normal", async () => {
    const stack = await only(fileOf("sagittal"));
    expect(stack.geometry).toMatchObject({ slices: 7, columns: 6, rows: 5 });
    expect(stack.geometry.sliceSpacing).toBeCloseTo(5, 5);
    const { rowDirection: r, columnDirection: c, positions } = (await only(fileOf("flipped"))).geometry;
    const normal = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
    const along = positions.map((position) => position.reduce((sum, x, axis) => sum + x * normal[axis]!, 0));
    for (let i = 1; i < along.length; i++) expect(along[i]! - along[i - 1]!).toBeCloseTo(2.5, 4);
  });

  it("counts voxels that are not numbers as not measured, and writes them back so", async () => {
    const bytes = await readFile(fileOf("sagittal"));
    bytes.writeFloatLE(NaN, 352 + 4 * 3);
    await writeFile(path("nan.nii"), bytes);
    const stack = await only(path("nan.nii"));
    const { valid, data } = await stack.read();
    expect(valid!.filter((flag) => flag === 0).length).toBe(1);
    expect(data.every(Number.isFinite)).toBe(true);
    await writeNifti(await enlarge(stack, { scale: 1 }), path("nan-out.nii"));
    expect((await readFile(path("nan-out.nii"))).subarray(352)).toEqual(bytes.subarray(352));
  });

  it.each([
    ["a time series", (b: Buffer) => (b.writeInt16LE(4, 40), b.writeInt16LE(9, 48)), "one volume, got 9"],
    ["colour", (b: Buffer) => b.writeInt16LE(128, 70), "got colours"],
    ["complex numbers", (b: Buffer) => b.writeInt16LE(32, 70), "got complex numbers"],
    ["a label map", (b: Buffer) => b.writeInt16LE(1002, 68), "got a map of labels"],
    ["shear", (b: Buffer) => b.writeFloatLE(0.4, 284), "got an affine with shear"],
    ["no axes", (b: Buffer) => b.fill(0, 280, 328), "an affine with three axes"],
    ["a pair of files", (b: Buffer) => b.write("ni1", 344), "a header whose voxels are in a file of their own"],
    ["another format", (b: Buffer) => b.writeInt32LE(7, 0), "got no NIfTI header"],
  ])("refuses %s by name", async (_, damage, text) => {
    const bytes = await readFile(fileOf("plain"));
    damage(bytes);
    await writeFile(path("odd.nii"), bytes);
    await expect(openStudy(path("odd.nii"))).rejects.toThrow(text);
    await expect(openStudy(path("odd.nii"))).rejects.toMatchObject({ code: "bad-input" });
  });

  it("names a file that is cut short, plain or packed", async () => {
    const bytes = await readFile(fileOf("plain"));
    await writeFile(path("short.nii"), bytes.subarray(0, 400));
    await expect((await only(path("short.nii"))).read()).rejects.toThrow("short.nii: expected 772 bytes, got 400");
    const packed = gzipSync(bytes);
    await writeFile(path("short.nii.gz"), packed.subarray(0, packed.length - 20));
    await expect((await only(path("short.nii.gz"))).read()).rejects.toThrow("a whole gzip stream");
  });
});

describe("writing NIfTI", () => {
  it.each([...names, "bare"])("keeps type, scaling, byte order and version, and makes both forms those of the new grid: %s", async (name) => {
    const stack = await only(fileOf(name));
    const before = see(fileOf(name));
    const after = see(enlargedOf(name));
    expect([after.dtype, after.slope, after.endian, after.size, after.codes]).toEqual([before.dtype, before.slope, before.endian, before.size, before.codes]);
    const { axes } = (stack as unknown as { nifti: { axes: { slice: number } } }).nifti;
    const ratio = [0, 1, 2].map((axis) => (axis === axes.slice ? 3 : 2));
    expect(after.shape).toEqual(before.shape.map((length, axis) => length * ratio[axis]!));
    after.zooms.forEach((zoom, axis) => expect(zoom).toBeCloseTo(before.zooms[axis]! / ratio[axis]!, 6));
    // Edges of voxels stay: index -0.5 is the same place before and after, and so is the far edge.
    for (const form of ["qform", "sform"] as const) {
      expect(after[form] === null).toBe(before[form] === null);
      for (const end of [[-0.5, -0.5, -0.5], before.shape.map((length) => length - 0.5)]) {
        if (before[form] === null) continue;
        const moved = end.map((index, axis) => (index + 0.5) * ratio[axis]! - 0.5);
        apply(after[form]!, moved).forEach((x, axis) => expect(x).toBeCloseTo(apply(before[form]!, end)[axis]!, 4));
      }
    }
    for (let i = 0; i < after.data.length; i++) {
      const index = [i % after.shape[0], Math.floor(i / after.shape[0]) % after.shape[1], Math.floor(i / (after.shape[0] * after.shape[1]))].map((at, axis) => Math.floor(at / ratio[axis]!));
      expect(after.data[i]).toBe(before.data[(index[2]! * before.shape[1] + index[1]!) * before.shape[0] + index[0]!]);
    }
  });

  it.each(names)("reads back what it wrote: %s", async (name) => {
    const { volume } = await enlarge(await only(fileOf(name)), { scale: 2, throughPlane: 3 });
    const again = await only(enlargedOf(name));
    expect((await again.read()).data).toEqual(volume.data);
    again.geometry.positions.forEach((position, slice) => position.forEach((x, axis) => expect(x).toBeCloseTo(volume.geometry.positions[slice]![axis]!, 4)));
  });

  it("leaves the voxels of a file as they were at scale 1", async () => {
    for (const name of ["flipped", "big", "second"]) {
      await writeNifti(await enlarge(await only(fileOf(name)), { scale: 1 }), path(`${name}-same.nii`));
      const [before, after] = [await readFile(fileOf(name)), await readFile(path(`${name}-same.nii`))];
      const start = name === "second" ? 544 : 352;
      expect(after.subarray(start)).toEqual(before.subarray(start));
    }
  });

  it("rounds and clamps to the data type, and says what made the file", async () => {
    const derived = await enlarge(await only(fileOf("flipped")), { scale: 1 });
    derived.volume.data.set([-4, 254.6, 300]);
    await writeNifti(derived, path("clamped.nii"));
    const { reversed } = (derived.stack as unknown as { nifti: { axes: { reversed: boolean } } }).nifti.axes;
    const bytes = await readFile(path("clamped.nii"));
    expect([...bytes.subarray(352 + (reversed ? 4 * 42 : 0)).subarray(0, 3)]).toEqual([0, 255, 255]);
    expect(bytes.toString("latin1", 148, 228).replace(/\0+$/, "")).toBe("domain-sr 0.0.1 srdiff; not for primary diagnosis");
  });

  it("writes a deviation as float32 named so", async () => {
    const { dtype, slope, data } = see(path("deviation.nii.gz"));
    expect([dtype, slope]).toEqual([">f4", [1, 0]]);
    const { volume } = await enlarge(await only(fileOf("big")), { purpose: "deviation" });
    expect(Float32Array.from(data).sort()).toEqual(volume.data.slice().sort());
    expect(Math.max(...data)).toBeGreaterThan(0.3);
    expect(gunzipSync(await readFile(path("deviation.nii.gz"))).toString("latin1", 328, 341)).toBe("std deviation");
  });

  it.each(scaledAnew)("gives a result its own scaling, which nibabel reads: %s under %d and %d", async (name, slope, intercept) => {
    const { volume } = await scaledTo(name, slope, intercept);
    const [before, after] = [see(fileOf(name)), see(path(`${name}-scaled.nii.gz`))];
    expect([after.dtype, after.endian, after.size]).toEqual([before.dtype, before.endian, before.size]);
    const kept = name === "newer" ? (v: number) => v : Math.fround; // doubles in NIfTI-2
    expect(after.slope).toEqual([kept(slope), kept(intercept)]);
    const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
    const wanted = sorted(volume.data);
    sorted(after.data).forEach((v, i) => expect(Math.abs(v - wanted[i]!)).toBeLessThan(1e-5));
    expect(after.data.filter((v) => v === 0).length).toBe(volume.data.filter((v) => v === 0).length); // exactly 0
    expect(wanted[0]).toBeLessThan(-5 * slope);
    expect(after.stored[0]).toBe(Math.round((wanted[0]! - intercept) / slope));
    if (name === "oblique") expect(after.cal).toEqual([5, 90]); // of scaled values
    expect((await (await only(path(`${name}-scaled.nii.gz`))).read()).data).toEqual(volume.data);
    const deviation = see(path(`${name}-scaled-deviation.nii.gz`));
    expect([deviation.slope, deviation.dtype]).toEqual([[1, 0], name === "newer" ? ">f4" : "float32"]);
  });

  it("never writes over a file", async () => {
    await expect(writeNifti(await enlarge(await only(fileOf("plain"))), fileOf("plain"))).rejects.toThrow("EEXIST");
  });
});
