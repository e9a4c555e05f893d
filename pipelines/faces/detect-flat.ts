import { VIEW_SIDE } from "./detect-network.js";
import type { Pyramid, PyramidLevel } from "./detect-pyramid.js";
import { isUpright, levelOf, type View } from "./detect-view.js";

/** A view whose pixels deviate less than this (of 2, from black to white) holds no face: sky, walls. */
const FLAT = 0.02;
/** Side in pixels of the blocks whose extremes are kept. */
const BLOCK = 32;

export function flat(view: Float32Array): boolean {
  let [sum, squares, count] = [0, 0, 0];
  for (let i = 1; i < view.length; i += 6) {
    const v = view[i]!; // green of every other pixel
    sum += v;
    squares += v * v;
    count++;
  }
  return squares / count - (sum / count) ** 2 < FLAT * FLAT;
}

/**
 * Whether an upright view is flat as the level's own pixels tell, without drawing it: values between two extremes deviate by half
 * of what these are apart at most. False where that does not decide.
 */
export function surelyFlat(levels: Pyramid, { transform }: View): boolean {
  const { level, inLevel: { a, b, x0, y0 } } = levelOf(levels, transform);
  const [right, bottom] = [a * VIEW_SIDE + x0, a * VIEW_SIDE + y0];
  // samples lie half a view pixel within; black lies beyond the level
  if (!isUpright({ a, b, x0, y0 }) || x0 < -a / 4 || y0 < -a / 4 || right - a / 4 > level.width || bottom - a / 4 > level.height) return false;
  const blocks = blocksOf(level);
  let [low, high] = [255, 0];
  for (let row = Math.max(0, Math.floor((y0 - 1) / BLOCK)); row * BLOCK <= bottom && row < blocks.rows; row++) {
    for (let col = Math.max(0, Math.floor((x0 - 1) / BLOCK)); col * BLOCK <= right && col < blocks.columns; col++) {
      const at = row * blocks.columns + col;
      if (blocks.low[at]! > blocks.high[at]!) measure(level, blocks, row, col);
      low = Math.min(low, blocks.low[at]!);
      high = Math.max(high, blocks.high[at]!);
      if (high - low > 2 * FLAT * 127.5) return false;
    }
  }
  return high - low < 1.9 * FLAT * 127.5; // clear of rounding
}

/** Extremes of green; low above high where they have not been asked for yet. */
interface Blocks {
  readonly rows: number;
  readonly columns: number;
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

const known = new WeakMap<PyramidLevel, Blocks>();

function blocksOf(level: PyramidLevel): Blocks {
  let blocks = known.get(level);
  if (blocks === undefined) {
    const [rows, columns] = [Math.ceil(level.height / BLOCK), Math.ceil(level.width / BLOCK)];
    known.set(level, (blocks = { rows, columns, low: new Uint8Array(rows * columns).fill(255), high: new Uint8Array(rows * columns) }));
  }
  return blocks;
}

function measure({ width, height, data }: PyramidLevel, { columns, low, high }: Blocks, row: number, col: number): void {
  let [least, most] = [255, 0];
  const end = Math.min(height, (row + 1) * BLOCK);
  const across = Math.min(width, (col + 1) * BLOCK);
  for (let y = row * BLOCK; y < end; y++) {
    for (let at = (y * width + col * BLOCK) * 3 + 1, last = (y * width + across) * 3; at < last; at += 3) {
      const v = data[at]!;
      if (v < least) least = v;
      if (v > most) most = v;
    }
  }
  low[row * columns + col] = least;
  high[row * columns + col] = most;
}
