import { VIEW_SIDE } from "./detect-network.js";
import { BLOCK, type Pyramid, type PyramidLevel } from "./detect-pyramid.js";
import { isUpright, levelOf, type View } from "./detect-view.js";

/** A view whose pixels deviate less than this (of 2, from black to white) holds no face: sky, walls. */
const FLAT = 0.02;

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
  const { extremes: { low: lows, high: highs }, width, height } = level;
  const columns = Math.ceil(width / BLOCK);
  let [low, high] = [255, 0];
  for (let row = Math.max(0, Math.floor((y0 - 1) / BLOCK)); row * BLOCK <= bottom && row * BLOCK < height; row++) {
    for (let col = Math.max(0, Math.floor((x0 - 1) / BLOCK)); col * BLOCK <= right && col < columns; col++) {
      const at = row * columns + col;
      if (lows[at]! > highs[at]!) measure(level, row, col);
      low = Math.min(low, lows[at]!);
      high = Math.max(high, highs[at]!);
      if (high - low > 2 * FLAT * 127.5) return false;
    }
  }
  return high - low < 1.9 * FLAT * 127.5; // clear of rounding
}

function measure({ width, height, data, extremes: { low, high } }: PyramidLevel, row: number, col: number): void {
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
  const block = row * Math.ceil(width / BLOCK) + col;
  low[block] = least;
  high[block] = most;
}
