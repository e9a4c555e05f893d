import type { Schedule } from "../diffusion/schedule.js";
/** What a network predicts; the name of its output says which. */
export declare const PREDICTIONS: readonly ["x0", "epsilon", "v"];
export type Prediction = (typeof PREDICTIONS)[number];
/**
 * x0 from a prediction on a variance preserving chain, in place over `output`:
 * epsilon: (z - sqrt(1-A) eps)/sqrt(A) (Ho et al. 2020); v: sqrt(A) z - sqrt(1-A) v (Salimans & Ho 2022).
 */
export declare function toClean(prediction: Prediction, output: Float32Array, z: Float32Array, schedule: Schedule | undefined, t: number): void;
