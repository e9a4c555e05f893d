const syntax = (name, packing, { bigEndian = false, deflated = false } = {}) => ({ name, packing, bigEndian, deflated });
const readable = {
    "1.2.840.10008.1.2": syntax("Implicit VR Little Endian", "native"),
    "1.2.840.10008.1.2.1": syntax("Explicit VR Little Endian", "native"),
    "1.2.840.10008.1.2.1.99": syntax("Deflated Explicit VR Little Endian", "native", { deflated: true }),
    "1.2.840.10008.1.2.2": syntax("Explicit VR Big Endian", "native", { bigEndian: true }),
    "1.2.840.10008.1.2.5": syntax("RLE Lossless", "rle"),
    "1.2.840.10008.1.2.4.50": syntax("JPEG Baseline", "jpeg"),
    "1.2.840.10008.1.2.4.51": syntax("JPEG Extended", "jpeg"),
    "1.2.840.10008.1.2.4.57": syntax("JPEG Lossless", "jpeg-lossless"),
    "1.2.840.10008.1.2.4.70": syntax("JPEG Lossless SV1", "jpeg-lossless"),
    "1.2.840.10008.1.2.4.80": syntax("JPEG-LS Lossless", "jpeg-ls"),
    "1.2.840.10008.1.2.4.81": syntax("JPEG-LS Near Lossless", "jpeg-ls"),
    "1.2.840.10008.1.2.4.90": syntax("JPEG 2000 Lossless", "jpeg-2000"),
    "1.2.840.10008.1.2.4.91": syntax("JPEG 2000", "jpeg-2000"),
    "1.2.840.10008.1.2.4.201": syntax("HTJ2K Lossless", "ht-jpeg-2000"),
    "1.2.840.10008.1.2.4.202": syntax("HTJ2K Lossless RPCL", "ht-jpeg-2000"),
    "1.2.840.10008.1.2.4.203": syntax("HTJ2K", "ht-jpeg-2000"),
};
/** Known, and without a decoder here. */
const unreadable = {
    "1.2.840.113619.5.2": "GE's private big-endian pixels",
    "1.2.840.10008.1.2.4.92": "JPEG 2000 Part 2", "1.2.840.10008.1.2.4.93": "JPEG 2000 Part 2",
    "1.2.840.10008.1.2.4.94": "JPIP", "1.2.840.10008.1.2.4.95": "JPIP", "1.2.840.10008.1.2.4.204": "JPIP", "1.2.840.10008.1.2.4.205": "JPIP",
    "1.2.840.10008.1.2.4.100": "MPEG-2", "1.2.840.10008.1.2.4.101": "MPEG-2", "1.2.840.10008.1.2.4.102": "MPEG-4",
    "1.2.840.10008.1.2.4.103": "MPEG-4", "1.2.840.10008.1.2.4.107": "HEVC", "1.2.840.10008.1.2.4.108": "HEVC",
    "1.2.840.10008.1.2.4.110": "JPEG XL", "1.2.840.10008.1.2.4.111": "JPEG XL", "1.2.840.10008.1.2.4.112": "JPEG XL",
};
export function transferSyntax(uid) {
    return Object.hasOwn(readable, uid) ? readable[uid] : undefined;
}
/** Safe to print: a registered UID has no more than digits, anything else is not repeated. */
export function transferSyntaxName(uid) {
    if (Object.hasOwn(unreadable, uid))
        return `${unreadable[uid]} (${uid})`;
    return transferSyntax(uid)?.name ?? (/^1\.2\.840\.10008(\.\d{1,4}){2,8}$/.test(uid) ? `transfer syntax ${uid}` : "a private transfer syntax");
}
//# sourceMappingURL=transfer-syntax.js.map