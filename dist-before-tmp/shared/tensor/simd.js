/** Columns done at once: four vectors, held in registers over all taps. */
export const BLOCK_LANES = 16;
const BLOCK = 4 * BLOCK_LANES;
const PAGE = 65536;
let instance;
/** Float32 scratch memory of at least `lanes` samples and the loop over it; valid until the next call. */
export function workspace(lanes) {
    instance ??= instantiate();
    const { memory, rows } = instance;
    const missing = 4 * lanes - memory.buffer.byteLength;
    if (missing > 0)
        memory.grow(Math.ceil(missing / PAGE));
    return { lanes: new Float32Array(memory.buffer), rows };
}
/** Lanes rounded up to whole blocks. */
export function padded(lanes) {
    return Math.ceil(lanes / BLOCK_LANES) * BLOCK_LANES;
}
const I32 = 0x7f;
const V128 = 0x7b;
const get = (local) => [0x20, local];
const set = (local) => [0x21, local];
const i32Const = (value) => [0x41, ...signedLeb(value)];
const i32Add = [0x6a];
const load = (offset) => [0xfd, 0x00, 0x00, offset];
const loadSplat = [0xfd, 0x09, 0x02, 0x00];
const store = (offset) => [0xfd, 0x0b, 0x00, offset];
const zeros = [0xfd, 0x0c, ...new Array(16).fill(0)];
const f32x4Add = [0xfd, 0xe4, 0x01];
const f32x4Mul = [0xfd, 0xe6, 0x01];
const end = [0x0b];
function instantiate() {
    const [dst, src, step, weights, count, width, accumulate, limit, s, w, k, weight, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const vectors = [0, 1, 2, 3];
    const advance = (local, by) => [...get(local), ...by, ...i32Add, ...set(local)];
    const body = [
        ...get(dst), ...get(width), ...i32Add, ...set(limit),
        0x03, 0x40, // loop over blocks of columns
        ...get(accumulate), 0x04, 0x40, // if
        ...vectors.flatMap((v) => [...get(dst), ...load(16 * v), ...set(sum + v)]),
        0x05, // else
        ...vectors.flatMap((v) => [...zeros, ...set(sum + v)]),
        ...end,
        ...get(src), ...set(s),
        ...get(weights), ...set(w),
        ...get(count), ...set(k),
        0x03, 0x40, // loop over taps
        ...get(w), ...loadSplat, ...set(weight),
        ...vectors.flatMap((v) => [...get(sum + v), ...get(s), ...load(16 * v), ...get(weight), ...f32x4Mul, ...f32x4Add, ...set(sum + v)]),
        ...advance(s, get(step)),
        ...advance(w, i32Const(4)),
        ...get(k), ...i32Const(-1), ...i32Add, 0x22, k, // k = k - 1
        0x0d, 0x00, // again while k != 0
        ...end,
        ...vectors.flatMap((v) => [...get(dst), ...get(sum + v), ...store(16 * v)]),
        ...advance(src, i32Const(BLOCK)),
        ...advance(dst, i32Const(BLOCK)),
        ...get(dst), ...get(limit), 0x49, // dst < limit
        0x0d, 0x00,
        ...end,
        ...end,
    ];
    const locals = [2, 4, I32, 5, V128];
    const code = [...locals, ...body];
    const bytes = Uint8Array.from([
        0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
        ...section(1, [1, 0x60, 7, ...new Array(7).fill(I32), 0]),
        ...section(3, [1, 0]),
        ...section(5, [1, 0x00, 1]),
        ...section(7, [2, ...name("memory"), 0x02, 0, ...name("rows"), 0x00, 0]),
        ...section(10, [1, ...leb(code.length), ...code]),
    ]);
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}
function section(id, content) {
    return [id, ...leb(content.length), ...content];
}
function name(text) {
    return [text.length, ...Buffer.from(text)];
}
function leb(value) {
    return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
function signedLeb(value) {
    return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)];
}
//# sourceMappingURL=simd.js.map