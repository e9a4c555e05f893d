import { CHAIN_SIDE, degradeFace, drawBlind, enlarged, type FaceDegradation } from "../../shared/degradation/face-chain.js";
import { randomStream } from "../../shared/degradation/random.js";
import { drawTurbulence, turbulence, turbulenceFields, type Turbulence } from "../../shared/degradation/turbulence.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import { jpegRoundTrip } from "./degrade-jpeg.js";

export const severityNames = ["mild", "medium", "severe"] as const;
export type Severity = (typeof severityNames)[number];

/** Fixed parameters inside the ranges of the training. */
export const severities: { readonly blind: Readonly<Record<Severity, Required<FaceDegradation>>>; readonly turbulence: Readonly<Record<Severity, Turbulence>> } = {
  blind: {
    mild: { sigma: [1, 1], angle: 0, scale: 2, noise: 4 / 255, quality: 85 },
    medium: { sigma: [2.5, 2.5], angle: 0, scale: 4, noise: 10 / 255, quality: 65 },
    severe: { sigma: [5, 5], angle: 0, scale: 10, noise: 16 / 255, quality: 40 },
  },
  turbulence: {
    mild: { tilt: 0.8, correlation: 12, blur: 1.5, scale: 1, noise: 2 / 255 },
    medium: { tilt: 1.6, correlation: 10, blur: 3, scale: 2, noise: 6 / 255 },
    severe: { tilt: 2.8, correlation: 8, blur: 5, scale: 3, noise: 11 / 255 },
  },
};

/** What is to be done: every parameter left out is the severity's, or without one drawn by the seed. Lengths are pixels of a face of 256. */
export type Recipe = (
  | ({ readonly kind: "blind" } & Partial<FaceDegradation>)
  | ({ readonly kind: "turbulence" } & Partial<Turbulence>)
) & { readonly severity?: Severity; readonly seed: number };

export interface DegradeOptions {
  /** Side that a face of the photograph has, in its pixels, or would have in the template's crop. @default 256 */
  readonly faceSide?: number;
  /** Leaves the result at the small size that shrinking made, instead of enlarging it again. */
  readonly keepSmall?: boolean;
  readonly signal?: AbortSignal;
}

/** What was done, enough to do it again: lengths in pixels of a face of 256, noise in 8-bit levels, angles in degrees. */
export interface DegradeRecord {
  readonly kind: Recipe["kind"];
  readonly severity?: Severity;
  readonly seed: number;
  readonly faceSide: number;
  readonly sigma?: readonly [number, number];
  readonly angle?: number;
  readonly quality?: number;
  readonly tilt?: number;
  readonly correlation?: number;
  readonly blur?: number;
  readonly scale: number;
  readonly noise: number;
  /** Before it was enlarged again. */
  readonly small: { readonly width: number; readonly height: number };
}

/**
 * x [1, 3 or 1, h, w] in 0..1, degraded, of the same size unless `keepSmall`; not clamped, as the networks get it. Parameters, noise and
 * fields draw from streams of their own: giving one parameter does not change the others.
 */
export async function degradeTensor(x: Tensor, recipe: Recipe, { faceSide = CHAIN_SIDE, keepSmall = false, signal }: DegradeOptions = {}): Promise<{ image: Tensor; record: DegradeRecord }> {
  const { seed, severity } = recipe;
  const [, , height, width] = x.dims;
  const random = randomStream(seed, 2);
  const common = { seed, faceSide, ...(severity !== undefined && { severity }) };
  const stop = signal === undefined ? {} : { signal };
  let small: Tensor;
  let record: Omit<DegradeRecord, "small">;
  if (recipe.kind === "blind") {
    const p = filled(recipe, severity === undefined ? drawBlind(randomStream(seed, 1)) : severities.blind[severity], ["sigma", "angle", "scale", "noise", "quality"]);
    small = await degradeFace(x, p, { random, roundTrip: jpegRoundTrip, faceSide, ...stop });
    record = { kind: "blind", ...common, ...p, quality: Math.floor(p.quality), angle: (p.angle * 180) / Math.PI, noise: 255 * p.noise };
  } else {
    const p = filled(recipe, severity === undefined ? drawTurbulence(randomStream(seed, 1)) : severities.turbulence[severity], ["tilt", "correlation", "blur", "scale", "noise"]);
    const fields = await turbulenceFields(randomStream(seed, 3), p, { height, width, faceSide });
    small = await turbulence(x, p, { fields, random, faceSide, keepSmall: true, ...stop });
    record = { kind: "turbulence", ...common, ...p, noise: 255 * p.noise };
  }
  return { image: keepSmall ? small : enlarged(small, { height, width }), record: { ...record, small: { width: small.dims[3], height: small.dims[2] } } };
}

function filled<T extends object>(given: Partial<T>, base: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(names.map((name) => [name, given[name] ?? base[name]])) as T;
}
