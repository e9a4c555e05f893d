import { describe, expect, it } from "vitest";
import { randomStream } from "../../../shared/degradation/random.js";
import { drawTurbulence, sharesOf, smoothFields, turbulence, turbulenceFields, turbulenceRanges, warped, type Turbulence } from "../../../shared/degradation/turbulence.js";
import { channelMoments, scale } from "../../../shared/tensor/loops.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Golden {
  readonly x: Packed;
  readonly turbulence: readonly (Turbulence & { readonly white: Packed; readonly mixture: Packed; readonly uniforms: readonly number[]; readonly shift: Packed; readonly y: Packed })[];
}

const data = golden<Golden>("faces");
const side = data.x.shape[1]!;
const packed = (p: Packed) => tensor([1, ...p.shape] as unknown as Dims, Float32Array.from(samples(p)));
const x = packed(data.x);
const state: Turbulence = { tilt: 2, correlation: 8, blur: 3, scale: 2, noise: 0.02 };

describe("turbulence agrees with the training's simulator", () => {
  it.each(data.turbulence)("tilt $tilt correlation $correlation blur $blur scale $scale", async ({ white, mixture, uniforms, shift, y, ...parameters }) => {
    const shifts = scale(parameters.tilt, await smoothFields(packed(white), parameters.correlation));
    expect(largestDifference(shifts.data, samples(shift))).toBeLessThan(1e-5);
    const spreads = [0, 1, 2, 3].map((k) => {
      const wide = (parameters.blur * (k + 1)) / 4;
      return { wide, narrow: wide * uniforms[2 * k]!, angle: uniforms[2 * k + 1]! };
    });
    const fields = { shift: shifts, shares: await sharesOf(await smoothFields(packed(mixture), 24)), spreads };
    const out = await turbulence(x, parameters, { fields, random: randomStream(1, 1) });
    expect(largestDifference(out.data, samples(y))).toBeLessThan(1e-5);
  });
});

describe("turbulence", () => {
  const fieldsOf = (seed: number) => turbulenceFields(randomStream(seed, 3), state, { height: side, width: side });

  it("does the same for the same seed", async () => {
    const once = await turbulence(x, state, { fields: await fieldsOf(4), random: randomStream(4, 2) });
    expect(once.dims).toEqual(x.dims);
    expect(await turbulence(x, state, { fields: await fieldsOf(4), random: randomStream(4, 2) })).toEqual(once);
    expect(await turbulence(x, state, { fields: await fieldsOf(5), random: randomStream(4, 2) })).not.toEqual(once);
  });

  it("leaves a flat picture flat: the shares sum to 1", async () => {
    const flat = tensor([1, 3, side, side], new Float32Array(3 * side * side).fill(0.4));
    const out = await turbulence(flat, { ...state, noise: 0 }, { fields: await fieldsOf(1), random: randomStream(1, 1) });
    expect(largestDifference(out.data, flat.data)).toBeLessThan(1e-6);
  });

  it("keeps its small size on request", async () => {
    expect((await turbulence(x, state, { fields: await fieldsOf(1), random: randomStream(1, 1), keepSmall: true })).dims).toEqual([1, 3, side / 2, side / 2]);
  });
});

describe("fields", () => {
  it("have the tilt asked for, smooth over the correlation length, whatever the face's size", async () => {
    for (const faceSide of [128, 256]) {
      const unit = faceSide / 256;
      const shifts = await Promise.all(Array.from({ length: 12 }, (_, seed) => turbulenceFields(randomStream(seed, 3), state, { height: 96, width: 128, faceSide })));
      let square = 0;
      let product = 0;
      const lag = 16 * unit; // two correlation lengths of 8 px
      for (const { shift } of shifts) {
        for (let row = 0; row < 192; row++) {
          for (let col = 0; col < 128; col++) {
            square += shift.data[row * 128 + col]! ** 2;
            product += shift.data[row * 128 + col]! * shift.data[row * 128 + ((col + lag) % 128)]!;
          }
        }
      }
      expect(Math.sqrt(square / (12 * 2 * 96 * 128)) / (2 * unit)).toBeGreaterThan(0.85);
      expect(Math.sqrt(square / (12 * 2 * 96 * 128)) / (2 * unit)).toBeLessThan(1.15);
      // white noise after a Gaussian of s is correlated as exp(-d^2 / 4 s^2)
      expect(Math.abs(product / square - Math.exp(-1))).toBeLessThan(0.12);
      for (const [k, { wide, narrow, angle }] of shifts[0]!.spreads.entries()) {
        expect(wide).toBeCloseTo((unit * 3 * (k + 1)) / 4, 12);
        expect(narrow / wide).toBeGreaterThan(0.4);
        expect(narrow).toBeLessThan(wide);
        expect(angle).toBeLessThan(Math.PI);
      }
    }
  });

  it("mix all point spread functions", async () => {
    const { mean } = channelMoments((await turbulenceFields(randomStream(2, 3), state, { height: 160, width: 160 })).shares);
    for (const share of mean) expect(share).toBeGreaterThan(0.02);
    expect(mean.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 6);
  });
});

it("lets other events in while the fields of a large picture are made", async () => {
  let [events, done] = [0, false];
  const count = (): void => void (!done && (events++, setImmediate(count)));
  setImmediate(count);
  await turbulenceFields(randomStream(1, 3), state, { height: 700, width: 1000 });
  done = true;
  expect(events).toBeGreaterThan(60); // 24 of them within the transforms
});

it("warps by whole pixels exactly, and repeats the edge", async () => {
  const image = tensor([1, 2, 4, 5], uniform(40, 6));
  const shift = tensor([1, 2, 4, 5]);
  shift.data.fill(2, 0, 20);
  shift.data.fill(-1, 20);
  const out = await warped(image, shift);
  for (let p = 0; p < 2; p++) for (let i = 0; i < 4; i++) for (let j = 0; j < 5; j++) expect(out.data[p * 20 + i * 5 + j]).toBe(image.data[p * 20 + Math.max(0, i - 1) * 5 + Math.min(4, j + 2)]);
});

it("draws from the simulator's ranges", () => {
  const drawn = Array.from({ length: 1500 }, (_, seed) => drawTurbulence(randomStream(seed, 1)));
  for (const [name, [low, high]] of Object.entries(turbulenceRanges) as [keyof Turbulence, readonly [number, number]][]) {
    const values = drawn.map((d) => d[name]);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...values)).toBeLessThanOrEqual(high);
    expect(Math.abs(values.reduce((sum, v) => sum + v, 0) / values.length - (low + high) / 2)).toBeLessThan(0.03 * (high - low));
  }
});
