import { intersection, isEmpty } from "./lattice.js";
/** Wide and low, because what waits for the next row of tiles is a strip along the whole width. */
const CHUNK = { height: 16, width: 256 };
/** Arrays kept at most: a tile of 512 x 512 pixels. */
const SPARE = 64;
/**
 * An image of which only the parts that a reader still waits for are in memory. Writers add to it (it starts at zero) or
 * set it; each reader reads once and is then counted off with `release`. Where nobody waits, writing is dropped.
 */
export class Canvas {
    channels;
    extent;
    make;
    waiting;
    chunks = new Map();
    across;
    /** Arrays of chunks that are done with: what is blended next takes them, so that the collector has little to do. */
    spare = [];
    /** `make`: arrays of any contents. `waiting(region)`: how many readers that touch `region` are still to come. */
    constructor(channels, extent, make, waiting) {
        this.channels = channels;
        this.extent = extent;
        this.make = make;
        this.waiting = waiting;
        this.across = Math.ceil(extent.width / CHUNK.width);
    }
    /** Chunks in memory. */
    get held() {
        return this.chunks.size;
    }
    /** `patch` holds all channels of `region`, each row-major, from `from` on; every sample is weighed by rows[i] * cols[j]. The ones
     * of each are one run, and where both are one nothing else is added. */
    add(region, patch, weights) {
        const plane = region.height * region.width;
        const whole = { from: weights.cols.indexOf(1), to: weights.cols.lastIndexOf(1) + 1 };
        this.visit(region, true, (data, part, row, col) => {
            for (let c = 0; c < this.channels; c++) {
                for (let i = 0; i < part.height; i++) {
                    const rowWeight = weights.rows[part.row - region.row + i];
                    const first = part.col - region.col;
                    const end = first + part.width;
                    // where the weight is one no other tile adds anything: rows are copied
                    const from = rowWeight === 1 ? Math.min(end, Math.max(first, whole.from)) : end;
                    const to = Math.max(from, Math.min(end, whole.to));
                    const at = (c * CHUNK.height + row + i) * CHUNK.width + col - first;
                    const source = c * plane + (part.row - region.row + i) * region.width;
                    for (let j = first; j < from; j++)
                        data[at + j] += rowWeight * weights.cols[j] * patch[source + j];
                    if (to > from)
                        data.set(patch.subarray(source + from, source + to), at + from);
                    for (let j = to; j < end; j++)
                        data[at + j] += rowWeight * weights.cols[j] * patch[source + j];
                }
            }
        });
    }
    set(region, patch) {
        const plane = region.height * region.width;
        this.visit(region, true, (data, part, row, col) => {
            for (let c = 0; c < this.channels; c++) {
                for (let i = 0; i < part.height; i++) {
                    const source = c * plane + (part.row - region.row + i) * region.width + (part.col - region.col);
                    data.set(patch.subarray(source, source + part.width), (c * CHUNK.height + row + i) * CHUNK.width + col);
                }
            }
        });
    }
    /** All channels of `region`, each row-major. Throws where a part was never written. */
    read(region) {
        const plane = region.height * region.width;
        const out = this.make(this.channels * plane);
        let found = 0;
        this.visit(region, false, (data, part, row, col) => {
            found += part.height * part.width;
            for (let c = 0; c < this.channels; c++) {
                for (let i = 0; i < part.height; i++) {
                    const from = (c * CHUNK.height + row + i) * CHUNK.width + col;
                    out.set(data.subarray(from, from + part.width), c * plane + (part.row - region.row + i) * region.width + (part.col - region.col));
                }
            }
        });
        if (found !== plane)
            throw new Error(`canvas: expected ${region.height}x${region.width} written pixels at row ${region.row}, col ${region.col}, got ${found} of ${plane}`);
        return out;
    }
    /** One reader of `region` is done. */
    release(region) {
        for (const key of this.keys(region)) {
            const chunk = this.chunks.get(key);
            if (chunk === undefined || --chunk.readers > 0)
                continue;
            this.chunks.delete(key);
            if (this.spare.length < SPARE)
                this.spare.push(chunk.data);
        }
    }
    visit(region, create, body) {
        for (const key of this.keys(region)) {
            const whole = this.chunkRegion(key);
            const part = intersection(whole, region);
            if (isEmpty(part))
                continue;
            let chunk = this.chunks.get(key);
            if (!chunk) {
                if (!create)
                    continue;
                const readers = this.waiting(intersection(whole, { row: 0, col: 0, ...this.extent }));
                if (readers === 0)
                    continue;
                chunk = { data: (this.spare.pop() ?? this.make(this.channels * CHUNK.height * CHUNK.width)).fill(0), readers };
                this.chunks.set(key, chunk);
            }
            body(chunk.data, part, part.row - whole.row, part.col - whole.col);
        }
    }
    keys(region) {
        const keys = [];
        if (isEmpty(region))
            return keys;
        const lastRow = Math.floor((region.row + region.height - 1) / CHUNK.height);
        const lastCol = Math.floor((region.col + region.width - 1) / CHUNK.width);
        for (let r = Math.floor(region.row / CHUNK.height); r <= lastRow; r++) {
            for (let c = Math.floor(region.col / CHUNK.width); c <= lastCol; c++)
                keys.push(r * this.across + c);
        }
        return keys;
    }
    chunkRegion(key) {
        return { row: Math.floor(key / this.across) * CHUNK.height, col: (key % this.across) * CHUNK.width, ...CHUNK };
    }
}
//# sourceMappingURL=canvas.js.map