import type { Denoiser } from "../../../shared/diffusion/plan.js";
import { scheduleIn } from "../../../shared/runtime/presets.js";
import { mirrored } from "../../../shared/tensor/layout.js";
import { tensor, type Tensor } from "../../../shared/tensor/tensor.js";
import { modelOf } from "../models.js";
import { allOf, meanInRange, VIEWS } from "./estimate.js";
import type { Method, MethodContext } from "./method.js";
import { cardPreset, requireEta, requireStart, sampleFrom, stepsFrom } from "./truncated.js";

/** The highest index that the turbulence networks were trained at. */
const ESTIMATE = 399;

/** A denoiser conditioned on a face, and the network calls that it took to get it. */
export interface Conditioned {
  readonly denoise: Denoiser;
  readonly calls: number;
}

/**
 * Conditional diffusion from the turbulent face, noised: at the highest index that the network knows its first answer is an estimate in which the
 * input counts as a condition alone, the mean over both ways that the face may look. Noised again to `start`, where that is lower, DDIM takes it down.
 * Started low from the input itself, the network would take its blur for the face's.
 */
export function fromEstimate({ models, knobs }: MethodContext, mostSteps: number, conditionedOn: (face: Tensor, seed: number, signal?: AbortSignal) => Promise<Conditioned>): Method {
  requireStart(knobs.start, ESTIMATE);
  requireEta(knobs.eta);
  const { card } = modelOf(models, "own");
  const schedule = scheduleIn(card);
  const preset = cardPreset(card, knobs.preset);
  const { start = preset.from, eta = preset.eta } = knobs;
  const steps = stepsFrom(preset, start, mostSteps);
  return async (face, seed, signal) => {
    const mirror = mirrored(face, { rows: false, columns: true });
    const [upright, turned] = await allOf([conditionedOn(face, seed, signal), conditionedOn(mirror, seed, signal)]);
    const from = (guess: Tensor, { denoise }: Conditioned, stage: number) => sampleFrom(denoise, { schedule, guess, start: ESTIMATE, eta: 0, steps: 1, seed, stage, signal });
    const [one, other] = await allOf([from(face, upright, 1), from(mirror, turned, 2)]);
    const guess = tensor(face.dims, meanInRange(one.image.data, other.image.data, face.dims[3]));
    const calls = VIEWS + upright.calls + turned.calls;
    if (start === ESTIMATE) return { image: guess, calls, settings: { start, eta, steps: 1 } };
    const { image, calls: more } = await sampleFrom(upright.denoise, { schedule, guess, start, eta, steps, seed, signal });
    return { image, calls: calls + more, settings: { start, eta, steps: 1 + more } };
  };
}
