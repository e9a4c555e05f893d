import { setImmediate as yieldToEvents } from "node:timers/promises";
import { isFloat, sampleRange, type RasterBlock, type SampleType, type Scene, type Window } from "./raster.js";

/** What one run knows of a band: taken once from the whole scene, never from a tile or a window. */
export interface BandStatistics {
  /** Model range: z = (v - offset) / gain. */
  readonly offset: number;
  readonly gain: number;
  /** Estimated standard deviation of the noise, in the band's own numbers. 0 for a constant band. */
  readonly noise: number;
  /** Distance of two numbers that are told apart: 1 for whole numbers, gain / 65536 for floats. */
  readonly quantum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Valid pixels that were looked at. */
  readonly count: number;
}

export interface SceneStatistics {
  readonly bands: readonly BandStatistics[];
  /** Pixels looked at, valid or not, of one band. */
  readonly sampled: number;
}

/** Sample windows of this side, so many along the longer axis at most: about a million pixels of any scene. */
const SAMPLE = { side: 128, count: 64 };
/** Percentiles are read off at most so many pixels of a band. */
const RANKED = 1 << 18;
/**
 * A block of this side is one vote on the noise; the votes at the lowest hundredth come from flat ground. Texture of what optics
 * and sampling let through is weakest at the highest frequencies, which fourth differences along both axes leave almost alone.
 * `bias` is where the hundredth lies for blocks of nothing but noise of deviation 1 (a million blocks simulated).
 */
const NOISE = { side: 8, share: 0.01, bias: 0.5813 };
const FOURTH_DIFFERENCE = [1, -4, 6, -4, 1] as const;
/** Deviation of fourth differences along both axes of noise of deviation 1: the sum of squares above. */
const FOURTH_GAIN = 70;

/**
 * Percentiles `low` and `high` (0..100) of each band's valid pixels become 0 and 1 of the model range; noise is the
 * deviation of the fourth differences along both axes in the calmest blocks: what texture adds can only raise it. A regular
 * grid of windows over the whole scene: the same for any window or tile size.
 */
export async function sceneStatistics(
  scene: Scene,
  bands: readonly number[],
  { low, high, signal }: { low: number; high: number; signal?: AbortSignal },
): Promise<SceneStatistics> {
  const windows = sampleWindows(scene);
  const values = bands.map(() => [] as Float64Array[]);
  const votes = bands.map(() => [] as number[]);
  let sampled = 0;
  for (const window of windows) {
    signal?.throwIfAborted();
    const block = await scene.read(window, bands, signal);
    sampled += window.width * window.height;
    for (const b of bands.keys()) {
      values[b]!.push(validValues(block, b));
      votes[b]!.push(...noiseVotes(block, b, scene.sampleType));
      await yieldToEvents();
    }
  }
  const statistics: BandStatistics[] = [];
  for (let b = 0; b < bands.length; b++) {
    statistics.push(await bandStatistics(values[b]!, votes[b]!, { low, high, sampleType: scene.sampleType }));
    await yieldToEvents();
  }
  return { bands: statistics, sampled };
}

/** The whole scene where it is small, else a regular grid of windows whose corners reach the scene's. */
function sampleWindows({ width, height }: Scene): Window[] {
  const { side, count } = SAMPLE;
  if (width * height <= side * side * count) return tiles(width, height, 4 * side);
  const across = Math.max(1, Math.min(Math.ceil(width / side), Math.round(Math.sqrt((count * width) / height))));
  const down = Math.max(1, Math.min(Math.ceil(height / side), Math.ceil(count / across)));
  const place = (i: number, of: number, extent: number): number => (of === 1 ? 0 : Math.round((i * Math.max(0, extent - side)) / (of - 1)));
  const windows: Window[] = [];
  for (let r = 0; r < down; r++) {
    for (let c = 0; c < across; c++) {
      windows.push({ row: place(r, down, height), col: place(c, across, width), height: Math.min(side, height), width: Math.min(side, width) });
    }
  }
  return windows;
}

function tiles(width: number, height: number, side: number): Window[] {
  const windows: Window[] = [];
  for (let row = 0; row < height; row += side) {
    for (let col = 0; col < width; col += side) windows.push({ row, col, height: Math.min(side, height - row), width: Math.min(side, width - col) });
  }
  return windows;
}

function validValues({ bands, valid }: RasterBlock, b: number): Float64Array {
  const all = bands[b]!;
  const mask = valid[b]!;
  const out = new Float64Array(all.length);
  let count = 0;
  for (let i = 0; i < all.length; i++) if (mask[i] === 1) out[count++] = all[i]!;
  return out.subarray(0, count);
}

async function bandStatistics(parts: readonly Float64Array[], votes: readonly number[], { low, high, sampleType }: { low: number; high: number; sampleType: SampleType }): Promise<BandStatistics> {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  let minimum = Infinity;
  let maximum = -Infinity;
  const stride = Math.ceil(count / RANKED);
  const ranked = new Float64Array(Math.ceil(count / Math.max(1, stride)));
  let seen = 0;
  let kept = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i]!;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      if (seen++ % stride === 0) ranked[kept++] = value;
    }
    await yieldToEvents();
  }
  if (count === 0) return { offset: 0, gain: 1, noise: 0, quantum: quantumOf(sampleType, 1), minimum: NaN, maximum: NaN, count };
  ranked.sort();
  await yieldToEvents();
  const offset = percentile(ranked, low);
  // almost constant: the few other values set the range
  const gain = maximum === minimum ? constantGain(offset, sampleType) : firstPositive(percentile(ranked, high) - offset, maximum - minimum, Math.abs(offset));
  const sorted = Float64Array.from(votes).sort();
  return {
    offset,
    gain,
    noise: sorted.length === 0 ? 0 : percentile(sorted, 100 * NOISE.share) / NOISE.bias,
    quantum: quantumOf(sampleType, gain),
    minimum,
    maximum,
    count,
  };
}

/** Of a wholly constant band: so small that what a network makes up is rounded away. */
function constantGain(value: number, sampleType: SampleType): number {
  return isFloat(sampleType) ? firstPositive(Math.abs(value) * FLOAT32.precision, FLOAT32.least) : 1;
}

function firstPositive(...candidates: number[]): number {
  return candidates.find((candidate) => candidate > 0 && Number.isFinite(candidate)) ?? 1;
}

/** Linear between the two nearest ranks; `share` in 0..100. */
function percentile(sorted: Float64Array, share: number): number {
  const at = (share / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

/** Relative rounding and the least normal number. */
const FLOAT32 = { precision: 2 ** -24, least: 2 ** -126 };
/** Floats are worked on as float32 in model range: finer than this share of the band's range nothing is promised. */
const FLOAT_QUANTUM = 2 ** -16;

function quantumOf(sampleType: SampleType, gain: number): number {
  return isFloat(sampleType) ? gain * FLOAT_QUANTUM : 1;
}

/**
 * Root mean square of the fourth differences along both axes over the places of each block whose surroundings are valid: its
 * noise, and its texture. Blocks at an end of the sample type's range say nothing, their noise is clamped away.
 */
function noiseVotes({ window: { width, height }, bands, valid }: RasterBlock, b: number, sampleType: SampleType): number[] {
  const x = bands[b]!;
  const mask = valid[b]!;
  const [low, high] = sampleRange[sampleType];
  const votes: number[] = [];
  const { side } = NOISE;
  const [c0, c1, c2] = FOURTH_DIFFERENCE;
  const reach = FOURTH_DIFFERENCE.length - 1;
  const along = new Float64Array((side + reach) * side);
  for (let row = 0; row + side + reach <= height; row += side) {
    block: for (let col = 0; col + side + reach <= width; col += side) {
      for (let i = 0; i < side + reach; i++) {
        const from = (row + i) * width + col;
        for (let j = 0; j < side + reach; j++) {
          const v = x[from + j]!;
          if (mask[from + j] === 0 || v === low || v === high) continue block;
        }
        for (let j = 0, p = from; j < side; j++, p++) along[i * side + j] = c0 * (x[p]! + x[p + 4]!) + c1 * (x[p + 1]! + x[p + 3]!) + c2 * x[p + 2]!;
      }
      let squares = 0;
      for (let p = 0; p < side * side; p++) {
        squares += (c0 * (along[p]! + along[p + 4 * side]!) + c1 * (along[p + side]! + along[p + 3 * side]!) + c2 * along[p + 2 * side]!) ** 2;
      }
      if (squares < Infinity) votes.push(Math.sqrt(squares) / (side * FOURTH_GAIN)); // float64 beyond 1e150
    }
  }
  return votes;
}
