/**
 * One frame of RLE Lossless (PS3.5 annex G): a segment for each byte of a sample, the most significant first.
 * Returns little-endian samples, exactly `pixels` of `bytesPerSample`; throws a plain Error where the segments do not hold them.
 */
export function decodeRle(bytes, pixels, bytesPerSample) {
    if (bytes.length < 64)
        throw new Error("no RLE header");
    const segments = bytes.readUInt32LE(0);
    if (segments !== bytesPerSample)
        throw new Error(`${segments} RLE segments for samples of ${bytesPerSample} bytes`);
    const out = Buffer.alloc(pixels * bytesPerSample);
    for (let segment = 0; segment < segments; segment += 1) {
        const start = bytes.readUInt32LE(4 + 4 * segment);
        const end = segment + 1 < segments ? bytes.readUInt32LE(8 + 4 * segment) : bytes.length;
        if (start < 64 || start > end || end > bytes.length)
            throw new Error("a damaged RLE header");
        unpackBytes(bytes.subarray(start, end), out, { first: segments - 1 - segment, step: bytesPerSample, count: pixels });
    }
    return out;
}
function unpackBytes(packed, out, { first, step, count }) {
    let done = 0;
    for (let at = 0; done < count;) {
        const control = packed[at];
        if (control === undefined)
            throw new Error("a truncated RLE segment");
        at += 1;
        if (control === 128)
            continue;
        const literal = control < 128;
        const run = literal ? control + 1 : 257 - control;
        if (literal ? at + run > packed.length : at >= packed.length)
            throw new Error("a truncated RLE segment");
        // a run over the end of the frame is cut: some encoders pad the last one
        const used = Math.min(run, count - done);
        for (let i = 0; i < used; i += 1)
            out[first + (done + i) * step] = packed[literal ? at + i : at];
        at += literal ? run : 1;
        done += used;
    }
}
//# sourceMappingURL=decode-rle.js.map