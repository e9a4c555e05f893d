import { deflateRawSync } from "node:zlib";
import { encodeDataset, put, textOf } from "./write-dataset.js";
/** Transfer syntaxes that can be written, by the name an option takes. All are lossless. */
export const transferSyntaxes = {
    "implicit": "1.2.840.10008.1.2",
    "explicit": "1.2.840.10008.1.2.1",
    "deflated": "1.2.840.10008.1.2.1.99",
    "big-endian": "1.2.840.10008.1.2.2",
    "rle": "1.2.840.10008.1.2.5",
    "jpeg-lossless": "1.2.840.10008.1.2.4.70",
    "jpeg-ls": "1.2.840.10008.1.2.4.80",
    "jpeg-2000": "1.2.840.10008.1.2.4.90",
    "htj2k": "1.2.840.10008.1.2.4.201",
};
/** From the name-based UUID of "domain-sr" (PS3.5 B.2). */
export const implementationClassUid = "2.25.212587648291885367070555224727729811264";
const implementationVersion = "DOMAIN_SR";
/** Part 10 bytes of a data set: preamble, file meta information, body (PS3.10 7.1). */
export function encodeFile(dataset, syntax) {
    return encodeFileAs(dataset, transferSyntaxes[syntax]);
}
/** In any transfer syntax, by its UID; the pixels are in it already. */
export function encodeFileAs(dataset, transferSyntaxUid) {
    const meta = fileMeta({ sopClassUid: textOf(dataset, 0x00080016) ?? "", sopInstanceUid: textOf(dataset, 0x00080018) ?? "", transferSyntaxUid });
    const encoding = { explicit: transferSyntaxUid !== transferSyntaxes.implicit, littleEndian: transferSyntaxUid !== transferSyntaxes["big-endian"] };
    const plain = encodeDataset(dataset, encoding);
    const body = transferSyntaxUid === transferSyntaxes.deflated ? evenLength(deflateRawSync(plain)) : plain;
    return Buffer.concat([meta, body]);
}
/** What stands before the data set of a Part 10 file (PS3.10 7.1). */
export function fileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid }) {
    const meta = new Map();
    meta.set(0x00020001, { vr: "OB", value: Uint8Array.of(0, 1) });
    put(meta, 0x00020002, "UI", sopClassUid);
    put(meta, 0x00020003, "UI", sopInstanceUid);
    put(meta, 0x00020010, "UI", transferSyntaxUid);
    put(meta, 0x00020012, "UI", implementationClassUid);
    put(meta, 0x00020013, "SH", implementationVersion);
    const rest = encodeDataset(meta);
    const length = new Map();
    put(length, 0x00020000, "UL", rest.length);
    return Buffer.concat([new Uint8Array(128), Buffer.from("DICM"), encodeDataset(length), rest]);
}
function evenLength(bytes) {
    return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, new Uint8Array(1)]);
}
//# sourceMappingURL=write-file.js.map