import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { expected } from "../../shared/errors.js";
import { getField, niftiHeader, qform, sform } from "./nifti-header.js";
/** Datatype codes of nifti1.h that hold one real number a voxel. */
const datatypes = {
    2: { type: "uint8", bytes: 1 }, 256: { type: "int8", bytes: 1 }, 4: { type: "int16", bytes: 2 }, 512: { type: "uint16", bytes: 2 },
    8: { type: "int32", bytes: 4 }, 768: { type: "uint32", bytes: 4 }, 16: { type: "float32", bytes: 4 }, 64: { type: "float64", bytes: 8 },
};
const refusedTypes = { 1: "bits", 32: "complex numbers", 128: "colours", 1024: "64-bit integers", 1280: "64-bit integers", 1792: "complex numbers", 2304: "colours" };
const labelIntent = 1002;
/**
 * The one volume of a NIfTI-1 or -2 file, plain or gzipped, seen by its bytes. Slices run along the axis that the header names
 * (dim_info), else along the one of length 1 or of clearly larger voxels, else along the third. Voxels that are not finite
 * count as not measured. Throws RestorationError "bad-input" for other files, time series, label maps, colour, complex numbers,
 * header and voxels in two files, and affines with shear.
 */
export async function openNifti(path) {
    const subject = basename(path);
    const header = niftiHeader(await firstBytes(path));
    if (header === undefined || header === "pair") {
        const got = header === "pair" ? "a header whose voxels are in a file of their own" : "no NIfTI header";
        throw expected("bad-input", { subject, want: "a NIfTI file (.nii or .nii.gz)", got, advice: "convert it, for instance with nibabel" });
    }
    const size = sizeOf(header, subject);
    const code = getField(header, "datatype");
    const datatype = datatypes[code];
    if (datatype === undefined) {
        throw expected("bad-input", { subject, want: "real numbers of 8, 16 or 32 bits, or doubles", got: refusedTypes[code] ?? `datatype ${code}`, advice: "convert the file" });
    }
    if (getField(header, "intent_code") === labelIntent)
        throw expected("bad-input", { subject, want: "an MR image", got: "a map of labels", advice: "give the image" });
    const axes = axisOrder(header, size, subject);
    const { geometry, order } = axes;
    const { slope, intercept } = scaling(header);
    const per = (value) => Array.from({ length: geometry.slices }, () => value);
    const stack = {
        key: createHash("sha256").update(subject).digest("hex").slice(0, 8),
        format: "nifti",
        label: `NIfTI, ${geometry.slices} ${geometry.slices === 1 ? "slice" : "slices"} of ${geometry.columns}x${geometry.rows}`,
        geometry,
        storage: { type: datatype.type, bits: 8 * datatype.bytes, slope: per(slope), intercept: per(intercept) },
        nifti: { header, axes: order, size },
        read: async ({ signal } = {}) => {
            const bytes = await wholeFile(path, subject);
            signal?.throwIfAborted();
            return volumeOf(bytes, { header, geometry, order, size, datatype, subject });
        },
    };
    return { stacks: [stack], leftOut: [] };
}
/** The first few kilobytes, unzipped. Throws bad-input where the file cannot be read. */
export async function firstBytes(path) {
    const file = await open(path, "r").catch((error) => {
        throw expected("bad-input", { subject: basename(path), want: "a file that can be read", got: error.code, advice: "check the path", cause: error });
    });
    try {
        const bytes = Buffer.alloc(4096);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
        if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
            return bytes.subarray(0, bytesRead);
        // The end of the stream is missing on purpose.
        return await new Promise((resolve) => {
            const parts = [];
            const unpack = createGunzip();
            const done = () => resolve(Buffer.concat(parts));
            unpack.on("data", (part) => parts.push(part)).on("end", done).on("error", done);
            unpack.end(bytes.subarray(0, bytesRead));
        });
    }
    finally {
        await file.close();
    }
}
async function wholeFile(path, subject) {
    const bytes = await readFile(path);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
        return bytes;
    return promisify(gunzip)(bytes).catch((cause) => {
        throw expected("bad-input", { subject, want: "a whole gzip stream", got: "a damaged one", advice: "copy the file again", cause });
    });
}
function sizeOf(header, subject) {
    const rank = getField(header, "dim", 0);
    const dim = Array.from({ length: 7 }, (_, axis) => (axis < rank ? getField(header, "dim", axis + 1) : 1));
    if (rank < 2 || rank > 7 || dim.some((length) => !(length >= 1)))
        throw expected("bad-input", { subject, want: "2 or 3 dimensions", got: `dim ${[rank, ...dim].join(" ")}`, advice: "check the file" });
    const volumes = dim[3] * dim[4] * dim[5] * dim[6];
    if (volumes > 1)
        throw expected("bad-input", { subject, want: "one volume", got: volumes, advice: "split the series into its volumes, for instance with nibabel.four_to_three, and restore the ones you need" });
    return [dim[0], dim[1], dim[2]];
}
function scaling(header) {
    const slope = getField(header, "scl_slope");
    const intercept = getField(header, "scl_inter");
    return Number.isFinite(slope) && slope !== 0 ? { slope, intercept: Number.isFinite(intercept) ? intercept : 0 } : { slope: 1, intercept: 0 };
}
/** Method 1: voxel sizes alone. Nothing but the display depends on the orientation, and none is written. */
function plainAffine(header) {
    const [x, y, z] = [1, 2, 3].map((axis) => Math.abs(getField(header, "pixdim", axis)));
    return { columns: [[x, 0, 0], [0, y, 0], [0, 0, z]], origin: [0, 0, 0] };
}
/** How far axes may be from perpendicular: the sine of the angle. The float32 of NIfTI-1 is good to 1e-6. */
const shearTolerance = 1e-3;
/** How much longer than the others an axis's voxels must be to be taken for the slices. */
const thickSlices = 1.2;
function axisOrder(header, size, subject) {
    const affine = sform(header) ?? qform(header) ?? plainAffine(header);
    const unit = { 1: 1000, 3: 0.001 }[getField(header, "xyzt_units") & 7] ?? 1;
    const lps = ([x, y, z]) => [-x * unit, -y * unit, z * unit];
    const columns = affine.columns.map(lps);
    const lengths = columns.map((column) => Math.hypot(...column));
    if (!lengths.every((length) => length > 0 && Number.isFinite(length))) {
        throw expected("bad-input", { subject, want: "an affine with three axes", got: `voxels of ${lengths.join(" x ")} mm`, advice: "repair the header" });
    }
    const slice = sliceAxis(header, size, lengths);
    const [column, row] = [0, 1, 2].filter((axis) => axis !== slice);
    const direction = (axis) => scaled(columns[axis], 1 / lengths[axis]);
    const rowDirection = direction(column);
    const columnDirection = direction(row);
    const normal = cross(rowDirection, columnDirection);
    const along = dot(direction(slice), normal);
    if (Math.abs(dot(rowDirection, columnDirection)) > shearTolerance || Math.sqrt(Math.max(0, 1 - along * along)) > shearTolerance) {
        throw expected("bad-input", { subject, want: "perpendicular axes", got: "an affine with shear", advice: "resample the volume first" });
    }
    const reversed = along < 0;
    const slices = size[slice];
    const origin = lps(affine.origin);
    const positions = Array.from({ length: slices }, (_, index) => {
        const step = scaled(columns[slice], reversed ? slices - 1 - index : index);
        return [origin[0] + step[0], origin[1] + step[1], origin[2] + step[2]];
    });
    const geometry = {
        slices, rows: size[row], columns: size[column], rowDirection, columnDirection, pixelSpacing: [lengths[row], lengths[column]], positions,
        ...(slices > 1 && { sliceSpacing: lengths[slice] }),
    };
    return { geometry, order: { column, row, slice, reversed } };
}
function sliceAxis(header, size, lengths) {
    const single = size.lastIndexOf(1);
    if (single >= 0)
        return single;
    const stated = (getField(header, "dim_info") >> 4) & 3;
    if (stated > 0)
        return (stated - 1);
    const longest = lengths.indexOf(Math.max(...lengths));
    return lengths.every((length, axis) => axis === longest || lengths[longest] > thickSlices * length) ? longest : 2;
}
function volumeOf(file, { header, geometry, order, size, datatype, subject }) {
    const { slices, rows, columns } = geometry;
    const from = getField(header, "vox_offset");
    const needed = from + slices * rows * columns * datatype.bytes;
    if (!Number.isInteger(from) || from < header.bytes.length || file.length < needed)
        throw expected("bad-input", { subject, want: `${needed} bytes`, got: file.length, advice: "copy the file again: it is cut short" });
    const { slope, intercept } = scaling(header);
    const voxel = voxelReader(new DataView(file.buffer, file.byteOffset + from), datatype.type, header.littleEndian);
    const strides = [1, size[0], size[0] * size[1]];
    const data = new Float32Array(slices * rows * columns);
    let valid;
    let to = 0;
    for (let slice = 0; slice < slices; slice++) {
        const start = (order.reversed ? slices - 1 - slice : slice) * strides[order.slice];
        for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++, to++) {
                const value = slope * voxel(start + row * strides[order.row] + column * strides[order.column]) + intercept;
                if (Number.isFinite(value))
                    data[to] = value;
                else
                    (valid ??= new Uint8Array(data.length).fill(1))[to] = 0;
            }
        }
    }
    return { geometry, data, ...(valid && { valid }) };
}
function voxelReader(view, type, littleEndian) {
    switch (type) {
        case "uint8": return (index) => view.getUint8(index);
        case "int8": return (index) => view.getInt8(index);
        case "uint16": return (index) => view.getUint16(2 * index, littleEndian);
        case "int16": return (index) => view.getInt16(2 * index, littleEndian);
        case "uint32": return (index) => view.getUint32(4 * index, littleEndian);
        case "int32": return (index) => view.getInt32(4 * index, littleEndian);
        case "float32": return (index) => view.getFloat32(4 * index, littleEndian);
        case "float64": return (index) => view.getFloat64(8 * index, littleEndian);
    }
}
function cross(a, b) {
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
function dot(a, b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
function scaled(a, by) {
    return [a[0] * by, a[1] * by, a[2] * by];
}
//# sourceMappingURL=nifti.js.map