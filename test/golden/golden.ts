import { readFileSync } from "node:fs";

export interface Packed {
  readonly type: "float32" | "float64";
  readonly shape: readonly number[];
  readonly base64: string;
}

/** The golden file `<name>.json` beside this one; `<name>.py` made it. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as T;
}

export function samples({ type, base64 }: Packed): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return type === "float32" ? Float64Array.from(new Float32Array(bytes.buffer)) : new Float64Array(bytes.buffer);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`expected ${b.length} samples, got ${a.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    if (!(d <= largest)) largest = d;
  }
  return largest;
}

/** Uniform samples in [0, 1) from a seed (mulberry32): test data, not for results. */
export function uniform(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  });
}
