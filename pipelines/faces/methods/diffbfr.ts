import { scheduleIn, type Preset } from "../../../shared/runtime/presets.js";
import { resize } from "../../../shared/tensor/resample.js";
import { FACE_SIDE } from "../face.js";
import { modelOf } from "../models.js";
import { expectedError, LEVELS } from "../severity.js";
import { keeping, keptShare } from "./estimate.js";
import type { Method, MethodContext } from "./method.js";
import { perFace } from "./per-face.js";
import { texturePass } from "./texture.js";
import { cardPreset, requireEta, requireStart, sampleFrom, startFor, stepsFrom } from "./truncated.js";

const LOW_SIDE = FACE_SIDE / 2;
/** The input's error over the one that the regression expects: what the first cascade starts from is worse than what the second does. */
const WORSE = { low: 2, full: 1.2 } as const;
/** As DifFace's target, for each of the two. */
const TARGETS = { low: 0.05, full: 0.05 } as const;
const MOST = { low: 500, full: 400 } as const;
/** DDIM steps of each of the two at most: with the error and the texture pass twenty calls. */
const MOST_STEPS = 7;
/** Texture enhancement: fraction of the chain, and calls. None for fidelity. */
const TEXTURE: Readonly<Record<Preset, { readonly start: number; readonly steps: number } | undefined>> = {
  fidelity: undefined,
  balanced: { start: 8, steps: 1 },
  detail: { start: 60, steps: 5 },
};

/**
 * DiffBFR (Qiu et al. 2023). Identity restoration: two conditional diffusions, at half and at full size, each started from the noised
 * image that conditions it; of the input that share is kept which an estimate keeps (estimate.ts);
 * then texture enhancement, a short pass of the unconditional prior. Where the two start follows from the
 * error expected of the face; `start` sets the second's, the first's is then half as far again.
 */
export function diffbfr({ models, knobs }: MethodContext): Method {
  requireStart(knobs.start);
  requireEta(knobs.eta);
  const own = modelOf(models, "own");
  const prior = modelOf(models, "prior");
  const schedule = scheduleIn(own.card);
  const preset = cardPreset(own.card, knobs.preset);
  const eta = knobs.eta ?? preset.eta;
  const severity = perFace((face, signal) => expectedError(modelOf(models, "regression"), face, signal));
  const startOf = (stage: "low" | "full", error: number): number =>
    knobs.start !== undefined
      ? stage === "full" ? knobs.start : Math.min(Math.round(1.5 * knobs.start), MOST.low)
      : startFor(schedule, { error: error * WORSE[stage], target: TARGETS[stage], least: preset.from, most: MOST[stage] });
  return async (face, seed, signal) => {
    const error = await severity(face, signal);
    const common = { schedule, eta, seed, signal };

    const lowStart = startOf("low", error);
    const small = resize(face, { height: LOW_SIDE, width: LOW_SIDE, kernel: "area" });
    const low = await sampleFrom(own.denoiser("low", { up: small }), { ...common, guess: small, start: lowStart, steps: stepsFrom(preset, lowStart, MOST_STEPS) });

    const start = startOf("full", error);
    const up = resize(low.image, { height: FACE_SIDE, width: FACE_SIDE, kernel: "bicubic" });
    const full = await sampleFrom(own.denoiser("full", { up }), { ...common, guess: up, start, steps: stepsFrom(preset, start, MOST_STEPS), stage: 1 });

    const image = keeping(face, full.image, keptShare(error * LEVELS));

    const calls = 1 + low.calls + full.calls;
    const settings = { lowStart, start, eta, steps: low.calls + full.calls, expectedError: error * LEVELS };
    const texture = TEXTURE[knobs.preset];
    if (texture === undefined) return { image, calls, shared: 1, settings };
    const last = await texturePass(prior, { eta, seed, signal, ...texture, guess: image, stage: 2 });
    return { image: last.image, calls: calls + last.calls, shared: 1, settings: { ...settings, textureStart: texture.start } };
  };
}
