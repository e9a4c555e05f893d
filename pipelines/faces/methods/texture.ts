import { setImmediate as yieldToEvents } from "node:timers/promises";
import { scheduleIn } from "../../../shared/runtime/presets.js";
import type { Model } from "../../../shared/runtime/model.js";
import { subtract } from "../../../shared/tensor/loops.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { gaussianBlur } from "../consistency-blur.js";
import { luminance } from "../luminance.js";
import { sampleFrom, type TruncatedOptions } from "./truncated.js";

/** What the prior changes on a scale of at least this many pixels is taken as it is. */
const COARSE = 4;
/** Deviations in pixels of what counts as detail of the guess, and of its neighbourhood. */
const DETAIL = 2;
const NEIGHBOURHOOD = 4;
/** Mean deviation of the detail, in -1..1 units, of a guess that takes all of the texture drawn; a smoother face takes less, a livelier one at most so much more. */
const USUAL_DETAIL = 0.016;
const MOST_TEXTURE = 1.25;
/** Activity below this, in -1..1 units, is none. */
const LEAST = 1e-3;

/**
 * A short pass of the unconditional prior from the noised guess, for what a mean lacks. Its fine changes go where the guess itself is
 * active, and in luminance alone: a prior as small as ours leaves noise in smooth skin and in colour, where a face has little.
 * (Held-out faces, start 40: SSIM 0.53 -> 0.58, PSNR +0.2 dB, top octave +1 dB.)
 */
export async function texturePass(prior: Model, options: Omit<TruncatedOptions, "schedule">): Promise<{ image: Tensor; calls: number }> {
  const { image, calls } = await sampleFrom(prior.denoiser("denoiser", {}), { ...options, schedule: scheduleIn(prior.card) });
  return { image: await placeTexture(options.guess, image), calls };
}

/** The drawn face with its fine changes to the guess weighed by the guess's own activity. All [1, 3, h, w] in -1..1. Other events are let in between. */
export async function placeTexture(guess: Tensor, drawn: Tensor): Promise<Tensor> {
  await yieldToEvents();
  const [, , height, width] = guess.dims;
  const change = subtract(drawn, guess);
  const small = resize(change, { height: height / COARSE, width: width / COARSE, kernel: "area" });
  const coarse = resize(small, { height, width, kernel: "bilinear" });
  const fine = luminance(subtract(change, coarse)).data;
  await yieldToEvents();
  const gain = activity(luminance(guess));
  await yieldToEvents();
  const plane = height * width;
  const out = tensor(guess.dims);
  for (let from = 0; from < out.data.length; from += plane) {
    for (let i = 0, at = from; i < plane; i++, at++) {
      const v = guess.data[at]! + coarse.data[at]! + gain[i]! * fine[i]!;
      if (v < -1) out.data[at] = -1;
      else if (v > 1) out.data[at] = 1;
      else out.data[at] = v;
    }
  }
  return out;
}

/** Gain of each pixel: the square root of the local deviation of the detail, its mean square what the whole face's detail asks for. */
function activity(gray: Tensor): Float64Array {
  const [, , height, width] = gray.dims;
  const size = { height, width };
  const squares = subtract(gray, gaussianBlur(DETAIL, size)(gray));
  for (let i = 0; i < squares.data.length; i++) squares.data[i]! *= squares.data[i]!;
  const power = gaussianBlur(NEIGHBOURHOOD, size)(squares).data;
  const gain = new Float64Array(power.length);
  let sum = 0;
  for (let i = 0; i < gain.length; i++) sum += gain[i] = Math.sqrt(Math.max(0, power[i]!) + LEAST ** 2);
  const mean = sum / gain.length;
  const whole = Math.min(MOST_TEXTURE, mean / USUAL_DETAIL);
  for (let i = 0; i < gain.length; i++) gain[i] = whole * Math.sqrt(gain[i]! / mean);
  return gain;
}
