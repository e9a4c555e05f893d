import type { Model } from "../../shared/runtime/model.js";

export const methodNames = ["difface", "dr2", "diffbfr", "regression", "at-ddpm", "at-vardiff", "bicubic"] as const;
export type MethodName = (typeof methodNames)[number];

/** Opened models by role; a method finds there what it names in `needs` (models/bfr-<role>). */
export interface FaceModels {
  readonly method: MethodName;
  /** Networks: model (up -> image), error (up -> logarithm of the expected RMSE of the regression, natural, in -1..1 units). */
  readonly regression?: Model;
  /** Network: denoiser (z, t -> x0); linear chain of 1000. */
  readonly prior?: Model;
  /** The method's own networks: dr2 has model (DR2 output -> image); diffbfr has low and full (z, up, t -> x0); at-* has denoiser. */
  readonly own?: Model;
  close(): Promise<void>;
}
