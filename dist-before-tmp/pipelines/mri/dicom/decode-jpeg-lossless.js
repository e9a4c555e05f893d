/**
 * JPEG lossless, Huffman coded, one component (ITU T.81 annex H, process 14, selection values 1 to 7, point transform, restarts).
 * Returns rows x columns samples. Throws a plain Error wherever the stream ends early or breaks a rule: no pixel is ever made up.
 */
export function decodeJpegLossless(bytes) {
    const tables = [];
    let frame;
    let restartInterval = 0;
    for (let at = 2;;) {
        const marker = bytes[at + 1];
        if (bytes[at] !== 0xff || marker === undefined)
            throw new Error("a damaged JPEG header");
        if (marker === 0xff) {
            at += 1;
            continue;
        }
        if (at + 4 > bytes.length)
            throw new Error("a truncated JPEG header");
        const length = bytes.readUInt16BE(at + 2);
        const segment = bytes.subarray(at + 4, at + 2 + length);
        if (length < 2 || at + 2 + length > bytes.length)
            throw new Error("a truncated JPEG header");
        if (marker === 0xc4)
            readTables(segment, tables);
        else if (marker === 0xdd && segment.length >= 2)
            restartInterval = segment.readUInt16BE(0);
        else if (marker === 0xc3) {
            if (segment.length < 9 || segment[5] !== 1)
                throw new Error("a lossless JPEG of more than one component");
            frame = { precision: segment[0], rows: segment.readUInt16BE(1), columns: segment.readUInt16BE(3) };
            if (frame.precision < 2 || frame.precision > 16)
                throw new Error(`a lossless JPEG of ${frame.precision} bits`);
        }
        else if (marker === 0xda) {
            if (frame === undefined || segment.length < 6 || segment[0] !== 1)
                throw new Error("a damaged JPEG scan header");
            const table = tables[segment[2] >> 4];
            const [selection, transform] = [segment[3], segment[5] & 15];
            if (table === undefined || selection < 1 || selection > 7 || transform >= frame.precision)
                throw new Error("a damaged JPEG scan header");
            return decodeScan(bytes, at + 2 + length, { ...frame, table, selection, transform, restartInterval });
        }
        else if (marker === 0xd9)
            throw new Error("a JPEG without a scan");
        at += 2 + length;
    }
}
function readTables(segment, tables) {
    for (let at = 0; at < segment.length;) {
        const counts = segment.subarray(at + 1, at + 17);
        const total = counts.reduce((sum, count) => sum + count, 0);
        if (counts.length < 16 || at + 17 + total > segment.length || total > 256)
            throw new Error("a damaged Huffman table");
        tables[segment[at] & 15] = huffman(counts, segment.subarray(at + 17, at + 17 + total));
        at += 17 + total;
    }
}
function huffman(counts, values) {
    const largest = new Int32Array(17).fill(-1);
    const shift = new Int32Array(17);
    const short = new Uint16Array(256);
    let code = 0;
    let first = 0;
    for (let length = 1; length <= 16; length += 1) {
        const count = counts[length - 1];
        shift[length] = first - code;
        if (code + count > 1 << length)
            throw new Error("a damaged Huffman table");
        for (let i = 0; i < count && length <= 8; i += 1) {
            const from = (code + i) << (8 - length);
            short.fill((length << 8) | values[first + i], from, from + (1 << (8 - length)));
        }
        code += count;
        first += count;
        if (count > 0)
            largest[length] = code - 1;
        code <<= 1;
    }
    return { largest, shift, values: Uint8Array.from(values), short };
}
function decodeScan(bytes, start, { precision, rows, columns, table, selection, transform, restartInterval }) {
    const bits = new BitReader(bytes, start);
    const out = new Uint16Array(rows * columns);
    const origin = 1 << (precision - transform - 1);
    let sinceRestart = 0;
    let firstRow = 0; // the row in which the scan or the last restart interval began: predicted from the left only
    for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
            const at = row * columns + column;
            let fresh = at === 0;
            if (restartInterval > 0 && sinceRestart === restartInterval) {
                if (column !== 0)
                    throw new Error("a restart inside a row of a lossless JPEG");
                bits.restart();
                sinceRestart = 0;
                firstRow = row;
                fresh = true;
            }
            const difference = readDifference(bits, table);
            const predicted = fresh ? origin : row === firstRow ? out[at - 1] : column === 0 ? out[at - columns] : predict(selection, out[at - 1], out[at - columns], out[at - columns - 1]);
            out[at] = (predicted + difference) & 0xffff;
            sinceRestart += 1;
        }
    }
    if (transform > 0)
        for (let i = 0; i < out.length; i += 1)
            out[i] = out[i] << transform;
    return out;
}
/** T.81 table H.1: left, above, above left. */
function predict(selection, left, above, corner) {
    switch (selection) {
        case 1: return left;
        case 2: return above;
        case 3: return corner;
        case 4: return left + above - corner;
        case 5: return left + ((above - corner) >> 1);
        case 6: return above + ((left - corner) >> 1);
        default: return (left + above) >> 1;
    }
}
/** T.81 H.1.2.2: 16 stands for 32768 and has no further bits. */
function readDifference(bits, table) {
    const size = bits.symbol(table);
    if (size === 0)
        return 0;
    if (size === 16)
        return 32768;
    if (size > 16)
        throw new Error("a damaged lossless JPEG scan");
    const value = bits.read(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}
/** Bits of a scan, most significant first; stuffed zero bytes are dropped, and a marker ends them. */
class BitReader {
    bytes;
    at;
    #held = 0;
    #count = 0;
    constructor(bytes, at) {
        this.bytes = bytes;
        this.at = at;
    }
    read(count) {
        while (this.#count < count)
            this.#fill();
        this.#count -= count;
        return (this.#held >>> this.#count) & ((1 << count) - 1);
    }
    symbol({ short, largest, shift, values }) {
        // the last code of a scan may be shorter than 8 bits
        while (this.#count < 8 && !this.#atMarker())
            this.#fill();
        if (this.#count >= 8) {
            const entry = short[(this.#held >>> (this.#count - 8)) & 0xff];
            if (entry !== 0) {
                this.#count -= entry >> 8;
                return entry & 0xff;
            }
        }
        let code = 0;
        for (let length = 1; length <= 16; length += 1) {
            code = (code << 1) | this.read(1);
            if (code <= largest[length])
                return values[shift[length] + code];
        }
        throw new Error("a damaged lossless JPEG scan");
    }
    restart() {
        this.#count = 0;
        while (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff)
            this.at += 1;
        const marker = this.bytes[this.at + 1] ?? 0;
        if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7)
            throw new Error("a lossless JPEG without its restart marker");
        this.at += 2;
    }
    #atMarker() {
        return this.at >= this.bytes.length || (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] !== 0);
    }
    #fill() {
        if (this.#atMarker())
            throw new Error("a truncated lossless JPEG scan");
        const byte = this.bytes[this.at];
        this.at += byte === 0xff ? 2 : 1;
        this.#held = ((this.#held << 8) | byte) >>> 0;
        this.#count += 8;
    }
}
//# sourceMappingURL=decode-jpeg-lossless.js.map