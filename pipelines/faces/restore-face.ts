import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { calibrationOf } from "../../shared/runtime/calibration.js";
import type { Preset } from "../../shared/runtime/presets.js";
import { clamp } from "../../shared/tensor/loops.js";
import { give, take } from "../../shared/tensor/spare.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { agree, measureConsistency, type Consistency } from "./consistency.js";
import { FACE_SIDE } from "./face.js";
import { identityAgreement, type IdentityAgreement } from "./identity.js";
import { grayed, isGray } from "./luminance.js";
import { methods } from "./methods/index.js";
import type { Knobs, MethodResult } from "./methods/method.js";
import type { FaceModels } from "./models.js";
import { noiseLevel } from "./severity-noise.js";

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

/** Samples drawn at a time: one's arithmetic is done while the network runs for another. */
const AT_ONCE = 2;

/** Error of a result, in 8-bit levels, against which the input's noise is weighed where agreement is asked for. */
const USUAL_ERROR = 12;

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
export async function restoreFace(models: FaceModels, image: Tensor, { knobs, samples, seed, agree: agreed = false, onSample, signal }: RestoreFaceOptions): Promise<FaceResult> {
  if (image.dims.join() !== `1,3,${FACE_SIDE},${FACE_SIDE}`) throw new Error(`restoreFace: expected a face of 1x3x${FACE_SIDE}x${FACE_SIDE}, got ${image.dims.join("x")}`);
  const kind = methods[models.method];
  const count = kind.diffusion ? samples : 1;
  const method = kind.make({ models, knobs, stochastic: count > 1 });
  const gray = isGray(image);
  const face = tensor(image.dims, inModelRange(image.data));
  const drawn: Tensor[] = [];
  let first: MethodResult | undefined;
  const results = ahead(Array(count).keys(), AT_ONCE, (k) => {
    throwIfAborted(signal);
    return method(face, seed + k, signal);
  });
  const noise = yieldToEvents().then(() => noiseLevel(image)); // while a network runs
  for await (const result of results) {
    first ??= result;
    await yieldToEvents();
    const restored = tensor(image.dims, halfUp(result.image.data));
    drawn.push(gray ? grayed(restored) : restored);
    onSample?.();
  }
  give(face.data);
  if (first === undefined) throw new Error(`restoreFace: expected at least one sample, got ${samples}`);
  const { calls, shared = 0, settings } = first;
  const several = count > 1 ? moments(drawn, faceCalibration(models, knobs.preset) ?? 1) : undefined;
  let mean = several?.mean ?? drawn[0]!;
  let consistency = await measureConsistency(mean, image, { noise: await noise });
  if (agreed) {
    mean = clamp(agree(mean, image, { blur: consistency.blur, damping: Math.max(consistency.noise, 1) / USUAL_ERROR }), 0, 1);
    consistency = await measureConsistency(mean, image, consistency);
  }
  return { image: mean, calls, allCalls: shared + count * (calls - shared), settings, consistency, ...(several && { deviation: several.deviation, identity: identityAgreement(drawn) }) };
}

/** 0..1 to -1..1, in an array of tensor/spare.ts. */
function inModelRange(data: Float32Array): Float32Array {
  const out = take(data.length);
  for (let i = 0; i < out.length; i++) out[i] = 2 * data[i]! - 1;
  return out;
}

/** -1..1 to 0..1, in float32 before the bounds. */
function halfUp(data: Float32Array): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) {
    const v = Math.fround(0.5 * data[i]! + 0.5);
    if (v < 0) out[i] = 0;
    else if (v > 1) out[i] = 1;
    else out[i] = v;
  }
  return out;
}

/** Of the model that draws the samples. */
export function faceCalibration({ own, prior }: FaceModels, preset: Preset): number | undefined {
  return calibrationOf((own ?? prior)?.card, preset);
}

/** The mean image, and the samples' deviation (n - 1) in each pixel, root mean square over the channels. */
function moments(samples: readonly Tensor[], factor: number): { mean: Tensor; deviation: Tensor } {
  const [first] = samples;
  const [, channels, height, width] = first!.dims;
  const plane = height * width;
  const mean = tensor(first!.dims);
  const deviation = tensor([1, 1, height, width]);
  for (let i = 0; i < plane; i++) {
    let square = 0;
    for (let at = i; at < channels * plane; at += plane) {
      let sum = 0;
      for (const { data } of samples) sum += data[at]!;
      const middle = sum / samples.length;
      mean.data[at] = middle;
      for (const { data } of samples) square += (data[at]! - middle) ** 2;
    }
    deviation.data[i] = factor * Math.sqrt(square / (channels * (samples.length - 1)));
  }
  return { mean, deviation };
}
