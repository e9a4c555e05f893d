/** HR pixels along a window, a multiple of every scale; fewer where bands are many, so that memory is bounded. */
const SIDE = { few: 480, many: 240, bandsOfFew: 8 };
/** The scene in windows whose corners lie on the LR grid of every scale. */
export function windowsOf({ width, height }, bands) {
    const side = bands <= SIDE.bandsOfFew ? SIDE.few : SIDE.many;
    const windows = [];
    for (let row = 0; row < height; row += side) {
        for (let col = 0; col < width; col += side)
            windows.push({ row, col, height: Math.min(side, height - row), width: Math.min(side, width - col) });
    }
    return windows;
}
/** Both images over a window, and the pixels that are valid in both and in every band. */
export async function pair(reference, input, window, bands, signal) {
    const [truth, x] = [await reference.read(window, bands, signal), await input.read(window, bands, signal)];
    return { x, truth, valid: everywhere([...truth.valid, ...x.valid]) };
}
/** 1 where all masks are 1. */
export function everywhere(masks) {
    const out = masks[0].slice();
    for (const mask of masks.slice(1))
        for (let i = 0; i < out.length; i++)
            out[i] &= mask[i];
    return out;
}
//# sourceMappingURL=evaluate-windows.js.map