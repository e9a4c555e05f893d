/**
 * Large arrays that are used again, of this thread. V8 counts arrays outside of its heap towards its limits, those too that come and go
 * between threads: a few tiles' worth set off a full collection, though almost nothing on the heap has changed. Float arrays here lie
 * in shared memory, which is not counted and is read by other threads where it is. So whoever takes one gives it back.
 */
const kept = new Map();
let bytes = 0;
/** What is kept at most, and the smallest array worth it, in bytes. */
const MOST = 128 * 2 ** 20;
const LEAST = 16 * 2 ** 10;
/** An array of any contents, to be given back. */
export function take(length) {
    if (4 * length < LEAST)
        return new Float32Array(length);
    return new Float32Array(spare("shared", 4 * length) ?? new SharedArrayBuffer(4 * length));
}
/** The same for bytes that stay in this thread, and that libraries take. */
export function takeBytes(length) {
    return new Uint8Array(spare("own", length) ?? new ArrayBuffer(length));
}
/** Gives back arrays, each by the thread that took it, whole or as a view of a part, that nobody will read or write again. */
export function give(...arrays) {
    for (const { buffer } of arrays) {
        if (buffer.byteLength < LEAST || buffer.byteLength > MOST)
            continue;
        const key = keyOf(buffer instanceof SharedArrayBuffer ? "shared" : "own", buffer.byteLength);
        const list = kept.get(key) ?? [];
        if (list.includes(buffer))
            throw new Error("give: an array was given back twice");
        list.push(buffer);
        kept.delete(key); // to the young end
        kept.set(key, list);
        bytes += buffer.byteLength;
    }
    while (bytes > MOST) {
        const [oldest] = kept.entries().next().value;
        drop(oldest, "shift");
    }
}
function spare(kind, length) {
    const key = keyOf(kind, length);
    return kept.has(key) ? drop(key, "pop") : undefined;
}
function drop(key, end) {
    const list = kept.get(key);
    const buffer = list[end]();
    if (list.length === 0)
        kept.delete(key);
    bytes -= buffer.byteLength;
    return buffer;
}
function keyOf(kind, length) {
    return `${kind} ${length}`;
}
//# sourceMappingURL=spare.js.map