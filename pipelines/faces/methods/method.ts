import type { Preset } from "../../../shared/runtime/presets.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { FaceModels } from "../models.js";

/** How much DR2 removes. */
export type RemovalName = "slight" | "mild" | "medium" | "severe";

/** Knobs of a method; what is left out, the method chooses for each face and reports in `settings`. */
export interface Knobs {
  readonly preset: Preset;
  /** DifFace, DiffBFR, AT: index of the chain where sampling starts; small is faithful, large is realistic. */
  readonly start?: number;
  /** DifFace, DiffBFR, AT: share of fresh noise, 0..1. */
  readonly eta?: number;
  /** DR2: how much is removed; chosen for each face where it is left out. */
  readonly removal?: RemovalName;
  /** DR2: factor of the low-pass, and index (of 100) where the clean estimate is taken. */
  readonly lowPass?: number;
  readonly tau?: number;
}

export interface MethodContext {
  readonly models: FaceModels;
  readonly knobs: Knobs;
  /** Whether samples are drawn, or one image is wanted. Default: one image. */
  readonly stochastic?: boolean;
}

export interface MethodResult {
  /** [1, 3, 256, 256] in -1..1. */
  readonly image: Tensor;
  /** Network calls that one sample takes. */
  readonly calls: number;
  /** Of these, the calls that the samples of a face share. Default: none. */
  readonly shared?: number;
  /** What was chosen, for the report: start, eta, lowPass, tau, estimated error (RMSE in 8-bit levels) and so on. */
  readonly settings: Readonly<Record<string, number | string>>;
}

/** Restores one face, [1, 3, 256, 256] in -1..1, with the noise of `seed`. A face's result does not depend on other faces. */
export type Method = (face: Tensor, seed: number, signal?: AbortSignal) => Promise<MethodResult>;
