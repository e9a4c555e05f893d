import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { expected } from "../../shared/errors.js";
import { getField, regrid, setField, setText } from "./nifti-header.js";
import type { AxisMap, NiftiHeader } from "./nifti-header.js";
import type { AxisOrder, NiftiStack } from "./nifti.js";
import type { Derived, Storage } from "./study.js";
import type { Geometry, Vec3 } from "./volume.js";

/**
 * Writes a derived volume as the NIfTI version, byte order and data type of its source, under the scaling of `derived.storage` (default: the
 * source's), gzipped where `path` ends in .gz. Display limits (cal_min, cal_max) are of scaled values and stay. Both forms of the affine and the
 * voxel sizes become those of the new grid; header extensions describe the source and are dropped. A deviation is float32. Voxels that were not
 * measured are NaN in floating point. `path` must not exist. Throws RestorationError "no-space".
 */
export async function writeNifti(derived: Derived, path: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
  const { stack, volume, purpose, provenance, storage = stack.storage } = derived;
  if (!("nifti" in stack)) throw new Error("writeNifti: expected a stack of a NIfTI file");
  const { header: source, axes } = (stack as NiftiStack).nifti;
  const header: NiftiHeader = { ...source, bytes: source.bytes.slice() };
  const { slices, rows, columns } = volume.geometry;
  const type = purpose === "deviation" ? "float32" : stack.storage.type;
  const size: [number, number, number] = [0, 0, 0];
  size[axes.column] = columns;
  size[axes.row] = rows;
  size[axes.slice] = slices;

  regrid(header, axisMaps(stack.geometry, volume.geometry, axes));
  setField(header, "dim", size[2] > 1 ? 3 : Math.min(3, getField(source, "dim", 0)), 0);
  size.forEach((length, axis) => setField(header, "dim", length, axis + 1));
  if (slices !== stack.geometry.slices) {
    // Their timing belongs to the old slices.
    for (const field of ["slice_code", "slice_start", "slice_end"] as const) setField(header, field, 0);
  }
  if (purpose === "deviation") {
    setField(header, "datatype", 16);
    setField(header, "bitpix", 32);
    setField(header, "scl_slope", 1);
    for (const field of ["scl_inter", "cal_max", "cal_min"] as const) setField(header, field, 0);
    setText(header, "intent_name", "std deviation");
  } else if (rescaled(derived)) {
    setField(header, "scl_slope", storage.slope[0]!);
    setField(header, "scl_inter", storage.intercept[0]!);
  }
  setText(header, "descrip", `${provenance.software} ${provenance.version} ${provenance.method}; not for primary diagnosis`);
  setField(header, "vox_offset", header.bytes.length + 4);

  // Four zero bytes behind the header: no extensions.
  const parts = [header.bytes, new Uint8Array(4), voxels(derived, { type, size, axes, littleEndian: header.littleEndian })];
  const file = createWriteStream(path, { flags: "wx" });
  const from = Readable.from(parts, { objectMode: false });
  await (path.toLowerCase().endsWith(".gz") ? pipeline(from, createGzip(), file, { ...(signal && { signal }) }) : pipeline(from, file, { ...(signal && { signal }) })).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOSPC" && error.code !== "EDQUOT") throw error;
    throw expected("no-space", { subject: stack.label, want: "room on the disk for the derived volume", got: error.code, advice: "free some and repeat with --resume", cause: error });
  });
}

/** Else the header keeps its own: also a slope of 0, which stands for none. */
function rescaled({ stack: { storage: before }, storage = before }: Derived): boolean {
  return storage.slope[0] !== before.slope[0] || storage.intercept[0] !== before.intercept[0];
}

/** Old voxel index from new, for the file's axes: what the two geometries say, without reference to any form of the affine. */
function axisMaps(from: Geometry, to: Geometry, axes: AxisOrder): [AxisMap, AxisMap, AxisMap] {
  const shift: Vec3 = [to.positions[0]![0] - from.positions[0]![0], to.positions[0]![1] - from.positions[0]![1], to.positions[0]![2] - from.positions[0]![2]];
  const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const r = from.rowDirection;
  const c = from.columnDirection;
  const normal: Vec3 = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  const maps: [AxisMap, AxisMap, AxisMap] = [{ ratio: 1, offset: 0 }, { ratio: 1, offset: 0 }, { ratio: 1, offset: 0 }];
  maps[axes.column] = { ratio: to.pixelSpacing[1] / from.pixelSpacing[1], offset: dot(shift, r) / from.pixelSpacing[1] };
  maps[axes.row] = { ratio: to.pixelSpacing[0] / from.pixelSpacing[0], offset: dot(shift, c) / from.pixelSpacing[0] };
  if (from.sliceSpacing !== undefined && to.sliceSpacing !== undefined) {
    const ratio = to.slices === from.slices ? 1 : to.sliceSpacing / from.sliceSpacing;
    const offset = dot(shift, normal) / from.sliceSpacing;
    maps[axes.slice] = { ratio, offset: axes.reversed ? from.slices - 1 - ratio * (to.slices - 1) - offset : offset };
  }
  return maps;
}

function voxels({ stack, storage = stack.storage, volume: { data, valid, geometry }, purpose }: Derived, { type, size, axes, littleEndian }: {
  type: Storage["type"]; size: readonly number[]; axes: AxisOrder; littleEndian: boolean;
}): Uint8Array {
  const { slices, rows, columns } = geometry;
  const slope = purpose === "deviation" ? 1 : (storage.slope[0] ?? 1);
  const intercept = purpose === "deviation" ? 0 : (storage.intercept[0] ?? 0);
  const width = Number(/\d+/.exec(type)![0]) / 8;
  const bytes = new Uint8Array(data.length * width);
  const put = voxelWriter(new DataView(bytes.buffer), type, littleEndian);
  const strides = [1, size[0]!, size[0]! * size[1]!];
  let from = 0;
  for (let slice = 0; slice < slices; slice++) {
    const start = (axes.reversed ? slices - 1 - slice : slice) * strides[axes.slice]!;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, from++) {
        const stored = (data[from]! - intercept) / slope;
        put(start + row * strides[axes.row]! + column * strides[axes.column]!, valid !== undefined && valid[from] === 0 ? NaN : stored);
      }
    }
  }
  return bytes;
}

/** Integers are rounded and clamped; where nothing was measured they are 0. */
function voxelWriter(view: DataView, type: Storage["type"], littleEndian: boolean): (index: number, value: number) => void {
  const whole = (low: number, high: number, put: (index: number, value: number) => void) => (index: number, value: number): void =>
    put(index, Number.isNaN(value) ? 0 : Math.min(high, Math.max(low, Math.round(value))));
  switch (type) {
    case "uint8": return whole(0, 255, (index, value) => view.setUint8(index, value));
    case "int8": return whole(-128, 127, (index, value) => view.setInt8(index, value));
    case "uint16": return whole(0, 65535, (index, value) => view.setUint16(2 * index, value, littleEndian));
    case "int16": return whole(-32768, 32767, (index, value) => view.setInt16(2 * index, value, littleEndian));
    case "uint32": return whole(0, 2 ** 32 - 1, (index, value) => view.setUint32(4 * index, value, littleEndian));
    case "int32": return whole(-(2 ** 31), 2 ** 31 - 1, (index, value) => view.setInt32(4 * index, value, littleEndian));
    case "float32": return (index, value) => view.setFloat32(4 * index, value, littleEndian);
    case "float64": return (index, value) => view.setFloat64(8 * index, value, littleEndian);
  }
}
