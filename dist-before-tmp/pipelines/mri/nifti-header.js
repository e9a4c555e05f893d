const fields = {
    dim: [[40, "i16"], [16, "i64"]],
    dim_info: [[39, "u8"], [524, "u8"]],
    intent_code: [[68, "i16"], [504, "i32"]],
    intent_name: [[328, "char"], [508, "char"]],
    datatype: [[70, "i16"], [12, "i16"]],
    bitpix: [[72, "i16"], [14, "i16"]],
    slice_start: [[74, "i16"], [224, "i64"]],
    slice_end: [[120, "i16"], [232, "i64"]],
    slice_code: [[122, "u8"], [496, "i32"]],
    pixdim: [[76, "f32"], [104, "f64"]],
    vox_offset: [[108, "f32"], [168, "i64"]],
    scl_slope: [[112, "f32"], [176, "f64"]],
    scl_inter: [[116, "f32"], [184, "f64"]],
    xyzt_units: [[123, "u8"], [500, "i32"]],
    cal_max: [[124, "f32"], [192, "f64"]],
    cal_min: [[128, "f32"], [200, "f64"]],
    descrip: [[148, "char"], [240, "char"]],
    qform_code: [[252, "i16"], [344, "i32"]],
    sform_code: [[254, "i16"], [348, "i32"]],
    quatern: [[256, "f32"], [352, "f64"]],
    qoffset: [[268, "f32"], [376, "f64"]],
    srow: [[280, "f32"], [400, "f64"]],
};
const textLengths = { descrip: 80, intent_name: 16 };
const widths = { u8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8, char: 1 };
/** Undefined where the bytes do not begin with a NIfTI header; `pair` for a header whose voxels are in another file. */
export function niftiHeader(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 348)
        return undefined;
    for (const littleEndian of [true, false]) {
        const size = view.getInt32(0, littleEndian);
        const magic = (from) => Buffer.from(bytes.subarray(from, from + 3)).toString("latin1");
        if (size === 348) {
            if (magic(344) === "n+1")
                return { version: 1, littleEndian, bytes: bytes.slice(0, 348) };
            // Analyze 7.5 has no magic at all, and its voxels lie beside it as well.
            return "pair";
        }
        if (size === 540 && bytes.length >= 540) {
            if (magic(4) === "n+2")
                return { version: 2, littleEndian, bytes: bytes.slice(0, 540) };
            if (magic(4) === "ni2")
                return "pair";
        }
    }
    return undefined;
}
function place(header, name, index) {
    const [offset, kind] = fields[name][header.version - 1];
    return { view: new DataView(header.bytes.buffer, header.bytes.byteOffset, header.bytes.byteLength), at: offset + index * widths[kind], kind };
}
export function getField(header, name, index = 0) {
    const { view, at, kind } = place(header, name, index);
    const { littleEndian } = header;
    switch (kind) {
        case "i16": return view.getInt16(at, littleEndian);
        case "i32": return view.getInt32(at, littleEndian);
        case "i64": return Number(view.getBigInt64(at, littleEndian));
        case "f32": return view.getFloat32(at, littleEndian);
        case "f64": return view.getFloat64(at, littleEndian);
        default: return view.getUint8(at);
    }
}
export function setField(header, name, value, index = 0) {
    const { view, at, kind } = place(header, name, index);
    const { littleEndian } = header;
    switch (kind) {
        case "i16": return view.setInt16(at, value, littleEndian);
        case "i32": return view.setInt32(at, value, littleEndian);
        case "i64": return view.setBigInt64(at, BigInt(value), littleEndian);
        case "f32": return view.setFloat32(at, value, littleEndian);
        case "f64": return view.setFloat64(at, value, littleEndian);
        default: return view.setUint8(at, value);
    }
}
/** ASCII, cut to the field, the rest zeros. */
export function setText(header, name, text) {
    const { at } = place(header, name, 0);
    const length = textLengths[name];
    header.bytes.fill(0, at, at + length);
    header.bytes.set(Buffer.from(text.slice(0, length - 1), "latin1"), at);
}
/** Method 3 of nifti1.h; undefined where sform_code is 0. */
export function sform(header) {
    if (getField(header, "sform_code") <= 0)
        return undefined;
    const at = (row, column) => getField(header, "srow", 4 * row + column);
    const column = (index) => [at(0, index), at(1, index), at(2, index)];
    return { columns: [column(0), column(1), column(2)], origin: column(3) };
}
/** Method 2 of nifti1.h: rotation by a quaternion, voxel sizes, and a flip of the third axis; undefined where qform_code is 0. */
export function qform(header) {
    if (getField(header, "qform_code") <= 0)
        return undefined;
    const [b, c, d] = [0, 1, 2].map((index) => getField(header, "quatern", index));
    const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
    const rotation = [
        [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
        [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
        [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c],
    ];
    const flip = getField(header, "pixdim", 0) < 0 ? -1 : 1;
    const columns = rotation.map((direction, axis) => {
        const size = getField(header, "pixdim", axis + 1) * (axis === 2 ? flip : 1);
        return [direction[0] * size, direction[1] * size, direction[2] * size];
    });
    return { columns, origin: [getField(header, "qoffset", 0), getField(header, "qoffset", 1), getField(header, "qoffset", 2)] };
}
/** Makes both forms and the voxel sizes those of a new grid. Forms that are not there stay away. */
export function regrid(header, axes) {
    const originOf = ({ columns, origin }) => origin.map((value, row) => axes.reduce((sum, { offset }, axis) => sum + columns[axis][row] * offset, value));
    const s = sform(header);
    const q = qform(header);
    if (s !== undefined) {
        originOf(s).forEach((value, row) => setField(header, "srow", value, 4 * row + 3));
        s.columns.forEach((column, axis) => column.forEach((value, row) => setField(header, "srow", value * axes[axis].ratio, 4 * row + axis)));
    }
    if (q !== undefined)
        originOf(q).forEach((value, row) => setField(header, "qoffset", value, row));
    axes.forEach(({ ratio }, axis) => setField(header, "pixdim", getField(header, "pixdim", axis + 1) * ratio, axis + 1));
}
//# sourceMappingURL=nifti-header.js.map