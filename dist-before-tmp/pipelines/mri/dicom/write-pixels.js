import { shortOf } from "./write-dataset.js";
/** The form of `stored`, with the padding of `source`. Throws a plain Error for what MR images do not have and the reader refuses. */
export function formOf(stored, source, own = stored) {
    const { bitsAllocated, signed } = cellsOf(stored);
    const { low, high } = ends({ bitsStored: stored.bits, signed });
    const padding = paddingRange(source, { bitsStored: own.bits, signed: cellsOf(own).signed });
    // a value that the new form does not have: its lowest, which no measured voxel takes
    const moved = padding && (padding[0] < low || padding[1] > high ? [low, low] : padding);
    return { bitsAllocated, bitsStored: stored.bits, signed, ...(moved && { padding: moved }) };
}
function cellsOf({ type }) {
    const found = /^(u?)int(8|16)$/.exec(type);
    if (found === null)
        throw new Error(`formOf: expected integers of at most 16 bits, got ${type}`);
    return { bitsAllocated: Number(found[2]), signed: found[1] === "" };
}
function ends({ bitsStored, signed }) {
    const low = signed ? -(2 ** (bitsStored - 1)) : 0;
    return { low, high: low + 2 ** bitsStored - 1 };
}
/** The elements are US or SS by the source's writer; PixelRepresentation decides what their bits mean. */
function paddingRange(source, { bitsStored, signed }) {
    const read = (tag) => {
        const value = shortOf(source, tag);
        if (value === undefined)
            return undefined;
        const bits = (value & 0xffff) % 2 ** bitsStored;
        return signed && bits >= 2 ** (bitsStored - 1) ? bits - 2 ** bitsStored : bits;
    };
    const value = read(0x00280120);
    if (value === undefined)
        return undefined;
    const limit = read(0x00280121) ?? value;
    return [Math.min(value, limit), Math.max(value, limit)];
}
/**
 * real -> round((real - intercept) / slope), clamped to the stored range. Unmeasured voxels become the padding value, and a
 * measured one never does: it takes the nearest value outside the padding range.
 */
export function storeFrame(values, valid, { form, slope, intercept }) {
    const { bitsAllocated, padding } = form;
    const { low, high } = ends(form);
    const cells = new Uint8Array((values.length * bitsAllocated) / 8);
    const view = new DataView(cells.buffer);
    const [padLow, padHigh] = padding ?? [Infinity, -Infinity];
    const beside = padHigh < high ? padHigh + 1 : padLow - 1;
    let smallest = Infinity;
    let largest = -Infinity;
    for (let i = 0; i < values.length; i++) {
        const measured = valid === undefined || valid[i] === 1;
        let stored = padLow;
        if (measured || padding === undefined) {
            stored = Math.min(high, Math.max(low, Math.round((values[i] - intercept) / slope)));
            if (Number.isNaN(stored))
                throw new Error(`storeFrame: expected numbers, got ${values[i]} at ${i}`);
            if (stored >= padLow && stored <= padHigh)
                stored = beside;
        }
        if (measured || padding === undefined) {
            if (stored < smallest)
                smallest = stored;
            if (stored > largest)
                largest = stored;
        }
        if (bitsAllocated === 8)
            view.setUint8(i, stored);
        else
            view.setUint16(2 * i, stored, true);
    }
    return smallest <= largest ? { cells, smallest, largest } : { cells, smallest: padLow, largest: padLow };
}
//# sourceMappingURL=write-pixels.js.map