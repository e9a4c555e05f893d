/** Indented JSON. It has no infinity: the PSNR of equal images is written as a word, not lost as null. */
export function exactJson(value) {
    return JSON.stringify(value, (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v), 2);
}
//# sourceMappingURL=json.js.map