import type { Preset } from "../../shared/runtime/presets.js";
import { type Tensor } from "../../shared/tensor/tensor.js";
import { type Consistency } from "./consistency.js";
import { type IdentityAgreement } from "./identity.js";
import type { Knobs, MethodResult } from "./methods/method.js";
import type { FaceModels } from "./models.js";
export interface RestoreFaceOptions {
    readonly knobs: Knobs;
    /** Results drawn, at least 1: the image is their mean. Methods that draw nothing give one whatever is asked. */
    readonly samples: number;
    /** Sample k has the noise of seed + k. */
    readonly seed: number;
    /** Whether the result is moved towards agreement with the input (consistency.ts). Default: no, it costs fidelity. */
    readonly agree?: boolean;
    /** Called when another sample is drawn. */
    readonly onSample?: () => void;
    readonly signal?: AbortSignal;
}
export interface FaceResult {
    /** [1, 3, 256, 256], 0..1. */
    readonly image: Tensor;
    /** Of several samples: [1, 1, 256, 256], 0..1 units, the root of the channels' mean variance, times the model's calibration. */
    readonly deviation?: Tensor;
    /** Network calls of one sample, and of all: what does not depend on the seed is asked once. */
    readonly calls: number;
    readonly allCalls: number;
    readonly settings: MethodResult["settings"];
    readonly consistency: Consistency;
    /** Of several samples. */
    readonly identity?: IdentityAgreement;
}
/**
 * Restores one aligned face, [1, 3, 256, 256] in 0..1. A grey face stays grey. Nothing depends on other faces.
 * Throws bad-option for a knob out of range, aborted between network calls.
 */
export declare function restoreFace(models: FaceModels, image: Tensor, { knobs, samples, seed, agree: agreed, onSample, signal }: RestoreFaceOptions): Promise<FaceResult>;
/** Of the model that draws the samples. */
export declare function faceCalibration({ own, prior }: FaceModels, preset: Preset): number | undefined;
