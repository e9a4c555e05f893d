/** TIFF's two byte-wise codecs, bounded by the size that the block must have (a damaged stream cannot grow without end). */
/** TIFF 6.0 section 13: MSB-first codes of 9 to 12 bits, changed one code early. Returns the bytes that were decoded. */
export function decodeLzw(input, size) {
    const clear = 256;
    const end = 257;
    const prefix = new Uint16Array(4096);
    const suffix = new Uint8Array(4096);
    const length = new Uint16Array(4096);
    for (let i = 0; i < 256; i++) {
        suffix[i] = i;
        length[i] = 1;
    }
    if (input.length > 1 && input[0] === 0 && (input[1] & 1) === 1)
        throw new Error("an LZW stream of the old, LSB-first kind");
    const out = new Uint8Array(size);
    let filled = 0;
    let next = 258;
    let width = 9;
    let previous = -1;
    let bits = 0;
    let held = 0;
    let at = 0;
    while (filled < size) {
        while (held < width) {
            if (at >= input.length)
                return out.subarray(0, filled);
            bits = ((bits << 8) | input[at++]) & 0xffffff;
            held += 8;
        }
        const code = (bits >>> (held - width)) & ((1 << width) - 1);
        held -= width;
        if (code === end)
            break;
        if (code === clear) {
            next = 258;
            width = 9;
            previous = -1;
            continue;
        }
        const known = code < 256 || (code > end && code < next);
        if (!known && (previous < 0 || code !== next || next > 4095))
            throw new Error(`an LZW code ${code} that is not in the table`);
        // A string not yet in the table is the previous one followed by its own first byte.
        const source = known ? code : previous;
        const run = length[source];
        let to = filled + run - 1;
        let symbol = source;
        for (let i = 0; i < run; i++, to--) {
            if (to < size)
                out[to] = suffix[symbol];
            symbol = prefix[symbol];
        }
        const first = out[filled];
        filled = Math.min(size, filled + run);
        if (!known && filled < size)
            out[filled++] = first;
        if (previous >= 0 && next < 4096) {
            prefix[next] = previous;
            suffix[next] = first;
            length[next] = length[previous] + 1;
            next++;
            if (next + 1 >= 1 << width && width < 12)
                width++;
        }
        previous = code;
    }
    return out.subarray(0, filled);
}
/** TIFF 6.0 section 9. */
export function decodePackBits(input, size) {
    const out = new Uint8Array(size);
    let filled = 0;
    let at = 0;
    while (at < input.length && filled < size) {
        const control = input[at++];
        if (control === 128)
            continue;
        if (control < 128) {
            const literal = input.subarray(at, at + Math.min(control + 1, size - filled));
            out.set(literal, filled);
            filled += literal.length;
            at += control + 1;
        }
        else {
            if (at >= input.length)
                break;
            const end = Math.min(size, filled + 257 - control);
            out.fill(input[at++], filled, end);
            filled = end;
        }
    }
    return out.subarray(0, filled);
}
//# sourceMappingURL=codecs-lzw.js.map