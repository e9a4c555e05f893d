import { basename, resolve } from "node:path";
import { CHAIN_SIDE, degradeFace, drawBlind, enlarged, type FaceDegradation } from "../../shared/degradation/face-chain.js";
import { randomStream } from "../../shared/degradation/random.js";
import { drawTurbulence, turbulence, turbulenceFields, type Turbulence } from "../../shared/degradation/turbulence.js";
import { expected } from "../../shared/errors.js";
import { resize } from "../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { jpegRoundTrip } from "./degrade-jpeg.js";
import type { Photo } from "./photo.js";
import { photoTensor, tensorPixels } from "./degrade-pixels.js";
import { readPhoto } from "./read-photo.js";
import { writePhoto } from "./write-photo.js";

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
    const fields = turbulenceFields(randomStream(seed, 3), p, { height, width, faceSide });
    small = await turbulence(x, p, { fields, random, faceSide, keepSmall: true, ...stop });
    record = { kind: "turbulence", ...common, ...p, noise: 255 * p.noise };
  }
  return { image: keepSmall ? small : enlarged(small, { height, width }), record: { ...record, small: { width: small.dims[3], height: small.dims[2] } } };
}

/** The same for a photograph, at its own bits; alpha stays, a gray photograph stays gray. */
export async function degradePhoto(photo: Photo, recipe: Recipe, options: DegradeOptions = {}): Promise<{ photo: Photo; record: DegradeRecord }> {
  const { image, record } = await degradeTensor(photoTensor(photo), recipe, options);
  const [, , height, width] = image.dims;
  const { alpha, ...rest } = photo;
  const opacity = alpha && tensorPixels(resize(tensor([1, 1, photo.height, photo.width], Float32Array.from(alpha, (v) => v / whiteOf(photo))), { height, width, kernel: "bilinear" }), photo.bits);
  return { photo: { ...rest, width, height, data: tensorPixels(image, photo.bits, 3), ...(opacity && { alpha: opacity }) }, record };
}

export interface DegradeFileOptions extends DegradeOptions {
  readonly input: string;
  readonly output: string;
  /** The input is an aligned crop, to be brought to this side first; the face is then as large. */
  readonly alignedSize?: number;
  readonly recipe: Recipe;
  readonly overwrite: boolean;
}

/** Makes test input with a known truth. Throws bad-option for an output that exists or is the input, bad-input for a crop that is not square. */
export async function degradeFile({ input, output, alignedSize, recipe, overwrite, signal, ...options }: DegradeFileOptions): Promise<DegradeRecord & { readonly source: string; readonly output: string }> {
  if (resolve(input) === resolve(output)) throw expected("bad-option", { subject: "--output", want: "another file than the input", got: output, advice: "the source is never touched" });
  const stop = signal === undefined ? {} : { signal };
  const read = await readPhoto(input, stop);
  const photo = alignedSize === undefined ? read : alignedTo(read, alignedSize);
  const done = await degradePhoto(photo, recipe, { ...options, ...stop, ...(alignedSize !== undefined && { faceSide: alignedSize }) });
  signal?.throwIfAborted();
  await writePhoto(done.photo, output, { overwrite });
  return { source: basename(input), output: basename(output), ...done.record };
}

function alignedTo(photo: Photo, side: number): Photo {
  const { width, height, source, bits, alpha } = photo;
  if (width !== height) throw expected("bad-input", { subject: basename(source.path), want: "a square crop for --aligned-size", got: `${width}x${height}`, advice: "crop it, or give --face-size for a photograph" });
  if (alpha !== undefined) throw expected("bad-input", { subject: basename(source.path), want: "a crop without transparency for --aligned-size", got: "an alpha channel", advice: "flatten it first" });
  return { ...photo, width: side, height: side, data: tensorPixels(resize(photoTensor(photo), { height: side, width: side, kernel: "bicubic" }), bits, 3) };
}

function whiteOf({ bits }: Photo): number {
  return bits === 8 ? 255 : 65535;
}

function filled<T extends object>(given: Partial<T>, base: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(names.map((name) => [name, given[name] ?? base[name]])) as T;
}
