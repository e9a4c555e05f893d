import { scheduleIn, type Preset } from "../../../shared/runtime/presets.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { resize } from "../../../shared/tensor/resample.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import { FACE_SIDE } from "../face.js";
import { modelOf } from "../models.js";
import { expectedError, LEVELS } from "../severity.js";
import { meanOver } from "./draws.js";
import { keeping, keptShare, mildness } from "./estimate.js";
import type { Method, MethodContext } from "./method.js";
import { perFace } from "./per-face.js";
import { texturePass } from "./texture.js";
import { cardPreset, requireEta, requireStart, sampleFrom, startFor, stepsFrom } from "./truncated.js";

type Stage = "low" | "full";
const LOW_SIDE = FACE_SIDE / 2;
/** The input's error over the one that the regression expects: what the first cascade starts from is worse than what the second does. */
const WORSE = { low: 2, full: 1.2 } as const;
/** As DifFace's target, for each of the two. */
const TARGETS = { low: 0.05, full: 0.05 } as const;
const MOST = { low: 500, full: 400 } as const;
/** DDIM steps of each of the two at most: with the error and the texture pass twenty calls. */
const MOST_STEPS = 7;
/**
 * Calls of each of the two where one image is wanted, but at detail: as many starts, every other one mirrored, are averaged as these allow. A state noised so far
 * leads a small network astray: the mean over four of each is 0.14 dB nearer to the truth than one, over six and ten 0.01 dB more.
 */
const CALLS = { low: 4, full: 4 } as const;
/** Texture enhancement: index where it starts for a face of which little is missing and of which much is, and calls. None for fidelity. */
const TEXTURE: Readonly<Record<Preset, { readonly mild: number; readonly severe: number; readonly steps: number } | undefined>> = {
  fidelity: undefined,
  balanced: { mild: 8, severe: 36, steps: 1 },
  detail: { mild: 60, severe: 60, steps: 5 },
};

/**
 * DiffBFR (Qiu et al. 2023). Identity restoration: two conditional diffusions, at half and at full size, the first started from the
 * noised face that conditions it, the second from the first's noised result, which conditions it beside the face; where one image is wanted,
 * but at detail, each is the mean over several starts. Of the input that share is kept which an estimate keeps (estimate.ts); then texture enhancement, a
 * short pass of the unconditional prior. Where the two start follows from the error expected of the face; `start` sets the second's, the
 * first's is then half as far again.
 */
export function diffbfr({ models, knobs, stochastic = false }: MethodContext): Method {
  requireStart(knobs.start);
  requireEta(knobs.eta);
  const own = modelOf(models, "own");
  const prior = modelOf(models, "prior");
  const schedule = scheduleIn(own.card);
  const preset = cardPreset(own.card, knobs.preset);
  const eta = knobs.eta ?? preset.eta;
  const texture = TEXTURE[knobs.preset];
  const averaged = !stochastic && knobs.preset !== "detail";
  const severity = perFace((face, signal) => expectedError(modelOf(models, "regression"), face, signal));
  const startOf = (stage: Stage, error: number): number =>
    knobs.start !== undefined
      ? stage === "full" ? knobs.start : Math.min(Math.round(1.5 * knobs.start), MOST.low)
      : startFor(schedule, { error: error * WORSE[stage], target: TARGETS[stage], least: preset.from, most: MOST[stage] });
  return async (face, seed, signal) => {
    const error = await severity(face, signal);
    const restore = (stage: Stage, conditions: Readonly<Record<string, Tensor>>, guess: Tensor) => {
      const start = startOf(stage, error);
      const steps = stepsFrom(preset, start, MOST_STEPS);
      const first = stage === "low" ? 0 : CALLS.low;
      return meanOver(averaged ? Math.max(1, Math.floor(CALLS[stage] / steps)) : 1, async (k) => {
        const see = (image: Tensor): Tensor => (k % 2 === 1 ? mirrored(image, { rows: false, columns: true }) : image);
        const seen = Object.fromEntries(Object.entries(conditions).map(([name, image]) => [name, see(image)]));
        const { image, calls } = await sampleFrom(own.denoiser(stage, seen), { schedule, guess: see(guess), start, eta, steps, seed, stage: first + k, signal });
        return { image: see(image), calls };
      });
    };

    const small = resize(face, { height: LOW_SIDE, width: LOW_SIDE, kernel: "area" });
    const low = await restore("low", { up: small }, small);
    const earlier = resize(low.image, { height: FACE_SIDE, width: FACE_SIDE, kernel: "bicubic" });
    const full = await restore("full", { up: face, low: earlier }, earlier);
    const image = keeping(face, full.image, keptShare(error * LEVELS));

    const calls = 1 + low.calls + full.calls;
    const settings = { lowStart: startOf("low", error), start: startOf("full", error), eta, steps: low.calls + full.calls, expectedError: error * LEVELS };
    if (texture === undefined) return { image, calls, shared: 1, settings };
    const textureStart = Math.round(texture.severe + mildness(error * LEVELS) * (texture.mild - texture.severe));
    const last = await texturePass(prior, { eta, seed, signal, start: textureStart, steps: texture.steps, guess: image, stage: CALLS.low + CALLS.full });
    return { image: last.image, calls: calls + last.calls, shared: 1, settings: { ...settings, textureStart } };
  };
}
