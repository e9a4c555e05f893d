import { decimal, terms, unsigned } from "./attributes.js";
import { refuse, skip } from "./classify.js";
import { transferSyntax, transferSyntaxName } from "./transfer-syntax.js";
/** A slice of more than 8192 x 8192 pixels is a damaged header. */
const mostPixels = 2 ** 26;
const mostFrames = 100_000;
export function pixelCells(dataSet, syntaxUid, element) {
    const syntax = transferSyntax(syntaxUid);
    if (syntax === undefined)
        return refuse(`no decoder for ${transferSyntaxName(syntaxUid)}`);
    const samples = unsigned(dataSet, "x00280002") ?? 1;
    const photometric = terms(dataSet, "x00280004")[0] ?? "";
    if (samples !== 1 || /^(RGB|YBR|PALETTE|ARGB|HSV|CMYK)/.test(photometric))
        return skip("a colour image");
    if (photometric !== "MONOCHROME1" && photometric !== "MONOCHROME2")
        return refuse("a photometric interpretation other than MONOCHROME1 or MONOCHROME2");
    const [rows, columns] = [unsigned(dataSet, "x00280010") ?? 0, unsigned(dataSet, "x00280011") ?? 0];
    if (rows === 0 || columns === 0 || rows * columns > mostPixels)
        return refuse(`an image of ${rows}x${columns} pixels`);
    const frames = (dataSet.elements.x00280008?.length ?? 0) === 0 ? 1 : (decimal(dataSet, "x00280008") ?? 0);
    if (!Number.isInteger(frames) || frames < 1 || frames > mostFrames)
        return refuse("a number of frames that cannot be");
    const allocated = unsigned(dataSet, "x00280100") ?? 0;
    if (allocated !== 8 && allocated !== 16)
        return refuse(`${allocated} bits allocated to a pixel (8 and 16 are read)`);
    const stored = unsigned(dataSet, "x00280101") ?? 0;
    const high = unsigned(dataSet, "x00280102") ?? stored - 1;
    if (stored < 1 || stored > allocated || high + 1 < stored || high >= allocated)
        return refuse(`${stored} bits stored up to bit ${high} of ${allocated}`);
    const representation = unsigned(dataSet, "x00280103") ?? 0;
    if (representation > 1)
        return refuse("a pixel representation other than 0 or 1");
    const signed = representation === 1;
    const padding = paddingOf(dataSet, signed);
    const extendedOffsets = extendedOffsetsOf(dataSet);
    return {
        syntax, element, frames, rows, columns, allocated, stored, shift: high + 1 - stored, signed, photometric,
        ...(padding && { padding }), ...(extendedOffsets && { extendedOffsets }),
    };
}
/** What can be known of the pixels without decoding them. */
export function leaveOutPixels({ syntax, element, frames, rows, columns, allocated }) {
    const native = syntax.packing === "native";
    if (native !== (element.length !== undefined))
        return refuse(native ? "pixels in fragments in an uncompressed transfer syntax" : "pixels without fragments in a compressed transfer syntax");
    if (!native)
        return element.offset >= element.end ? refuse("truncated: no pixels behind the header") : undefined;
    const needed = frames * rows * columns * (allocated / 8);
    const there = Math.min(element.length, element.end - element.offset);
    return there < needed ? refuse(`truncated: ${there} of ${needed} bytes of pixels`) : undefined;
}
/** US or SS by PixelRepresentation, whatever an explicit VR says: both are two bytes. */
function paddingOf(dataSet, signed) {
    const read = (tag) => ((dataSet.elements[tag]?.length ?? 0) < 2 ? undefined : signed ? dataSet.int16(tag) : dataSet.uint16(tag));
    const value = read("x00280120");
    if (value === undefined)
        return undefined;
    const limit = read("x00280121") ?? value;
    return [Math.min(value, limit), Math.max(value, limit)];
}
/** (7FE0,0001) and (7FE0,0002): 64-bit little-endian (PS3.3 C.7.6.3). */
function extendedOffsetsOf(dataSet) {
    const read = (tag) => {
        const element = dataSet.elements[tag];
        if (element === undefined || element.length > 8 * mostFrames)
            return [];
        const bytes = Buffer.from(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset + element.dataOffset, element.length);
        return Array.from({ length: bytes.length >> 3 }, (_, i) => Number(bytes.readBigUInt64LE(8 * i)));
    };
    const offsets = read("x7fe00001");
    const lengths = read("x7fe00002");
    return offsets.length > 0 && offsets.length === lengths.length ? { offsets, lengths } : undefined;
}
//# sourceMappingURL=pixel-cells.js.map