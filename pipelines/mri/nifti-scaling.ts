import type { Storage } from "./study.js";

/** Significant bits of a step that is made larger: whole multiples of it up to 2^16 are exact in the float32 of NIfTI-1. */
const STEP_BITS = 8;

/**
 * An integer `storage` of a NIfTI file with the slope and intercept (nifti1.h: value = scl_slope * stored + scl_inter, one pair for the whole file)
 * under which its type holds the values low to high. The slope stays, and with it every value that could be stored, where that fits the type; else
 * it is the smallest larger one that does. 0 stays exactly 0 for every reader, in float32 arithmetic too: the intercept is a whole multiple of the
 * slope, and one that float32 holds. `storage` itself where its scaling holds the values already.
 */
export function widened(storage: Storage, [low, high]: readonly [low: number, high: number]): Storage {
  const slope = storage.slope[0] ?? 1;
  const intercept = storage.intercept[0] ?? 0;
  const own = shifts(storage, slope, [(low - intercept) / slope, (high - intercept) / slope]);
  if (own !== undefined && own[0] <= 0 && own[1] >= 0) return storage;
  const zero = -intercept / slope; // stored number of the value 0
  if (own !== undefined) {
    if (!Number.isInteger(zero)) return scaled(storage, slope, intercept - nearest(0, own) * slope);
    const moved = exactNear(nearest(zero, [zero + own[0], zero + own[1]]), [zero + own[0], zero + own[1]], slope);
    if (moved !== undefined) return scaled(storage, slope, 0 - moved * slope);
  }
  const [first, last] = storedNumbers(storage);
  const step = Math.sign(slope) * fewBits(Math.max(Math.abs(slope), (high - low) / (last - first - 2)));
  const zeros = shifts(storage, step, [low / step, high / step])!;
  return scaled(storage, step, 0 - nearest(0, zeros) * step);
}

/** Whole numbers that can be added to `ends` so that they lie among those that the type holds; undefined: they are too far apart. */
function shifts(storage: Storage, slope: number, ends: readonly [number, number]): readonly [least: number, most: number] | undefined {
  const [first, last] = storedNumbers(storage);
  const least = first - Math.floor(Math.min(...ends));
  const most = last - Math.ceil(Math.max(...ends));
  return least <= most ? [least, most] : undefined;
}

function storedNumbers({ type, bits }: Storage): readonly [number, number] {
  return type.startsWith("int") ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
}

function nearest(to: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, to));
}

/** A number of the range at or near `from`, an end of it, whose product with the slope float32 holds: with fewer and fewer significant bits. */
function exactNear(from: number, [least, most]: readonly [number, number], slope: number): number | undefined {
  const round = from === least ? Math.ceil : Math.floor;
  for (let grain = 1; grain <= 2 ** 32; grain *= 2) {
    const number = round(from / grain) * grain;
    if (number < least || number > most) return undefined;
    const isPower = Number.isInteger(Math.log2(Math.abs(number))); // exact whatever the slope, which NIfTI-2 has in double
    if (number === 0 || isPower || (Math.fround(slope) === slope && Math.fround(number * slope) === number * slope)) return number;
  }
  return undefined;
}

/** The smallest number of STEP_BITS significant bits from v on. */
function fewBits(v: number): number {
  const unit = 2 ** (Math.floor(Math.log2(v)) - STEP_BITS + 1);
  return Math.ceil(v / unit) * unit;
}

function scaled(storage: Storage, slope: number, intercept: number): Storage {
  return { ...storage, slope: storage.slope.map(() => slope), intercept: storage.intercept.map(() => intercept) };
}
