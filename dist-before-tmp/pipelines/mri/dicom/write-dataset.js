export const explicitLittleEndian = { explicit: true, littleEndian: true };
export function isSequence(value) {
    return "items" in value;
}
const numeric = {
    US: (view, at, value) => (view.setUint16(at, value, true), 2),
    SS: (view, at, value) => (view.setInt16(at, value, true), 2),
    UL: (view, at, value) => (view.setUint32(at, value, true), 4),
    SL: (view, at, value) => (view.setInt32(at, value, true), 4),
    FL: (view, at, value) => (view.setFloat32(at, value, true), 4),
    FD: (view, at, value) => (view.setFloat64(at, value, true), 8),
    AT: (view, at, value) => (view.setUint16(at, value >>> 16, true), view.setUint16(at + 2, value & 0xffff, true), 4),
};
/** Sets an element from text or numbers; text is ASCII, several values are joined by backslashes. */
export function put(dataset, tag, vr, ...values) {
    const writeNumber = numeric[vr];
    if (writeNumber === undefined) {
        dataset.set(tag, { vr, value: Buffer.from(values.map((value) => (typeof value === "number" ? decimalString(value) : value)).join("\\"), "latin1") });
        return;
    }
    const view = new DataView(new ArrayBuffer(values.length * 8));
    let at = 0;
    for (const value of values)
        at += writeNumber(view, at, Number(value));
    dataset.set(tag, { vr, value: new Uint8Array(view.buffer, 0, at) });
}
export function putItems(dataset, tag, ...items) {
    dataset.set(tag, { vr: "SQ", value: { items } });
}
const paddedWithNull = new Set(["UI", "OB", "UN"]);
/** Values have an even length (PS3.5 6.2). */
function padded(bytes, vr) {
    return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Uint8Array.of(paddedWithNull.has(vr) ? 0 : 0x20)]);
}
/** A number as a DICOM decimal string: the most digits that fit into its 16 characters (PS3.5 6.2, DS). */
export function decimalString(value) {
    if (!Number.isFinite(value))
        throw new Error(`decimalString: expected a finite number, got ${value}`);
    const plain = String(value === 0 ? 0 : value);
    if (plain.length <= 16)
        return plain;
    let best = "";
    let error = Infinity;
    for (let digits = 16; digits >= 6; digits--) {
        for (const text of [trim(value.toFixed(Math.min(digits, 15))), trim(value.toExponential(digits - 1))]) {
            const off = Math.abs(Number(text) - value);
            if (text.length <= 16 && (off < error || (off === error && text.length < best.length))) {
                best = text;
                error = off;
            }
        }
    }
    return best;
}
function trim(text) {
    const [mantissa, exponent] = text.split("e");
    const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
    return exponent === undefined || Number(exponent) === 0 ? short : `${short}e${exponent.replace("+", "")}`;
}
/** The text of an element, without its padding; undefined where absent or empty. Bytes beyond ASCII come out as Latin-1. */
export function textOf(dataset, tag) {
    const value = dataset.get(tag)?.value;
    if (!(value instanceof Uint8Array) || value.length === 0)
        return undefined;
    const text = Buffer.from(value).toString("latin1").replace(/[\0 ]+$/, "");
    return text === "" ? undefined : text;
}
export function itemsOf(dataset, tag) {
    const value = dataset.get(tag)?.value;
    return value !== undefined && !(value instanceof Uint8Array) && isSequence(value) ? value.items : [];
}
/** The first number of a US or SS element; undefined where absent or empty. */
export function shortOf(dataset, tag) {
    const element = dataset.get(tag);
    if (!(element?.value instanceof Uint8Array) || element.value.length < 2)
        return undefined;
    const view = new DataView(element.value.buffer, element.value.byteOffset);
    return element.vr === "SS" ? view.getInt16(0, true) : view.getUint16(0, true);
}
/** A deep copy whose elements may be replaced; the bytes are shared. */
export function copyDataset(dataset) {
    return new Map([...dataset].map(([tag, element]) => {
        const { value } = element;
        return [tag, value instanceof Uint8Array || !isSequence(value) ? element : { vr: element.vr, value: { items: value.items.map(copyDataset) } }];
    }));
}
/** VRs whose explicit length is 32 bits wide, after two reserved bytes (PS3.5 table 7.1-1). */
const longLength = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const wordBytes = { US: 2, SS: 2, OW: 2, AT: 2, UL: 4, SL: 4, FL: 4, OF: 4, OL: 4, FD: 8, OD: 8, OV: 8, SV: 8, UV: 8 };
/** A value between big-endian and little-endian. */
export function swapWords(bytes, vr) {
    const width = wordBytes[vr] ?? 1;
    if (width === 1)
        return bytes;
    const out = new Uint8Array(bytes.length);
    for (let i = 0; i + width <= bytes.length; i += width)
        for (let j = 0; j < width; j++)
            out[i + j] = bytes[i + width - 1 - j];
    return out;
}
/** The bytes of a data set, elements in the order of their tags, sequences and items with explicit lengths. */
export function encodeDataset(dataset, encoding = explicitLittleEndian) {
    const parts = [];
    for (const tag of [...dataset.keys()].sort((a, b) => a - b)) {
        const { vr, value } = dataset.get(tag);
        if (value instanceof Uint8Array) {
            const bytes = padded(encoding.littleEndian ? value : swapWords(value, vr), vr);
            // An implicit source may hold more than a short length can say (PS3.5 6.2.2, note 3).
            const stated = encoding.explicit && bytes.length > 0xffff && !longLength.has(vr) ? "UN" : vr;
            parts.push(header(tag, stated, bytes.length, encoding), bytes);
        }
        else if (isSequence(value)) {
            const items = value.items.flatMap((item) => {
                const bytes = encodeDataset(item, encoding);
                return [delimiter(0xfffee000, bytes.length, encoding), bytes];
            });
            parts.push(header(tag, "SQ", items.reduce((sum, { length }) => sum + length, 0), encoding), ...items);
        }
        else {
            parts.push(header(tag, vr, 0xffffffff, encoding), ...encapsulated(value, encoding));
        }
    }
    return Buffer.concat(parts);
}
function encapsulated(value, encoding) {
    if ("fragments" in value)
        return [value.fragments];
    const { frames } = value;
    const even = frames.map((frame) => padded(frame, "OB"));
    const offsets = new Uint8Array(4 * frames.length);
    const view = new DataView(offsets.buffer);
    let at = 0;
    even.forEach(({ length }, index) => {
        view.setUint32(4 * index, at, true);
        at += 8 + length;
    });
    return [
        delimiter(0xfffee000, offsets.length, encoding), offsets,
        ...even.flatMap((frame) => [delimiter(0xfffee000, frame.length, encoding), frame]),
        delimiter(0xfffee0dd, 0, encoding),
    ];
}
function header(tag, vr, length, encoding) {
    if (!encoding.explicit)
        return delimiter(tag, length, encoding);
    const { littleEndian } = encoding;
    const long = longLength.has(vr);
    const bytes = new Uint8Array(long ? 12 : 8);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, tag >>> 16, littleEndian);
    view.setUint16(2, tag & 0xffff, littleEndian);
    bytes[4] = vr.charCodeAt(0);
    bytes[5] = vr.charCodeAt(1);
    if (long)
        view.setUint32(8, length, littleEndian);
    else
        view.setUint16(6, length, littleEndian);
    return bytes;
}
function delimiter(tag, length, { littleEndian }) {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint16(0, tag >>> 16, littleEndian);
    view.setUint16(2, tag & 0xffff, littleEndian);
    view.setUint32(4, length, littleEndian);
    return new Uint8Array(view.buffer);
}
//# sourceMappingURL=write-dataset.js.map