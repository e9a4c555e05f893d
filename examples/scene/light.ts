import { BANDS, type Ground } from "./ground.js";

/** Sun in the south-east, 42 degrees high: shadows fall to the north-west. Unit vector towards the sun: east, south, up. */
const elevation = (42 * Math.PI) / 180;
const azimuth = (38 * Math.PI) / 180;
const sun = [Math.cos(elevation) * Math.sin(azimuth), Math.cos(elevation) * Math.cos(azimuth), Math.sin(elevation)] as const;

/** Share of the light on open flat ground that comes from the sky, and what the air adds, in reflectance: bluest most. */
const sky = [0.17, 0.2, 0.26, 0.12];
const haze = [0.012, 0.018, 0.03, 0.004];

/** Lights the ground from its heights, in place: slopes towards the sun are brighter, what the sun does not see has sky light only. */
export function light({ side, pixel, reflectance, height }: Ground): void {
  const lit = sunlit({ side, pixel, height });
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const at = i * side + j;
      const h = (di: number, dj: number) => height[Math.min(side - 1, Math.max(0, i + di)) * side + Math.min(side - 1, Math.max(0, j + dj))]!;
      const slopeX = limit((h(0, 1) - h(0, -1)) / (2 * pixel));
      const slopeY = limit((h(1, 0) - h(-1, 0)) / (2 * pixel));
      const towards = Math.max(0, (sun[2] - slopeX * sun[0] - slopeY * sun[1]) / Math.sqrt(1 + slopeX ** 2 + slopeY ** 2)) / sun[2];
      for (let b = 0; b < BANDS; b++) reflectance[b]![at] = reflectance[b]![at]! * (sky[b]! + (1 - sky[b]!) * lit[at]! * towards) + haze[b]!;
    }
  }
}

/** Walls stand upright: their slope on the grid is no slope of a roof. */
function limit(slope: number): number {
  return Math.abs(slope) > 1.6 ? 1.6 * Math.sign(slope) : slope;
}

/** 1 where the sun is seen, 0 in cast shadow, with a soft edge: a march towards the sun over the heights. */
function sunlit({ side, pixel, height }: Pick<Ground, "side" | "pixel" | "height">): Float64Array {
  const out = new Float64Array(side * side);
  const tallest = height.reduce((a, b) => Math.max(a, b), 0);
  const stride = Math.hypot(sun[0], sun[1]);
  const rise = (sun[2] / stride) * pixel;
  const [dx, dy] = [sun[0] / stride, sun[1] / stride];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const from = height[i * side + j]!;
      let over = -Infinity; // how far the highest obstacle stands above the ray
      for (let k = 1; from + k * rise < tallest; k++) {
        const row = Math.round(i + k * dy);
        const col = Math.round(j + k * dx);
        if (row < 0 || col < 0 || row >= side || col >= side) break;
        over = Math.max(over, (height[row * side + col]! - from - k * rise) / rise);
      }
      out[i * side + j] = Math.min(1, Math.max(0, 0.5 - over));
    }
  }
  return out;
}
