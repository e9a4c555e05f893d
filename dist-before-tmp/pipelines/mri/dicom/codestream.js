/** SIZ of a JPEG 2000 codestream (ISO 15444-1 A.5.1), also inside a JP2 file; throws a plain Error. */
export function jpeg2000Shape(bytes) {
    const soc = bytes.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
    if (soc < 0 || soc + 43 > bytes.length)
        throw new Error("no JPEG 2000 codestream");
    const at = soc + 4;
    const long = (offset) => bytes.readUInt32BE(at + offset);
    const depth = bytes[at + 38];
    return {
        columns: long(4) - long(12), rows: long(8) - long(16), components: bytes.readUInt16BE(at + 36),
        precision: (depth & 0x7f) + 1, signed: (depth & 0x80) !== 0,
    };
}
/** The frame header of a JPEG or JPEG-LS stream (ITU T.81 B.2.2, T.87 C.2.2); throws a plain Error. */
export function jpegShape(bytes) {
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8)
        throw new Error("no JPEG stream");
    for (let at = 2; at + 4 <= bytes.length;) {
        if (bytes[at] !== 0xff)
            throw new Error("a damaged JPEG header");
        const marker = bytes[at + 1];
        if (marker === 0xff) {
            at += 1;
            continue;
        }
        const isFrame = (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) || marker === 0xf7;
        if (isFrame) {
            if (at + 10 > bytes.length)
                break;
            return {
                precision: bytes[at + 4], rows: bytes.readUInt16BE(at + 5), columns: bytes.readUInt16BE(at + 7), components: bytes[at + 9],
                signed: false, process: marker,
            };
        }
        if (marker === 0xda || marker === 0xd9)
            break;
        at += 2 + bytes.readUInt16BE(at + 2);
    }
    throw new Error("a JPEG stream without a frame header");
}
//# sourceMappingURL=codestream.js.map