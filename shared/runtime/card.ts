import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { expected } from "../errors.js";
import { PREDICTIONS } from "./prediction.js";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");
// A plain name, so that a card cannot reach outside its folder.
const FileName = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, "the name of a file in the model's folder");
/** A dimension is a number, or a name for one that varies. */
const Shape = z.array(z.union([z.int().positive(), z.string().min(1)])).min(1);
const Ports = z.record(z.string(), Shape).refine((ports) => Object.keys(ports).length > 0, "at least one");

/** Samplers of a variance exploding chain; "dpm-solver++" is there for either. */
const VE_SAMPLERS = ["dpm-solver++", "probability-flow", "reverse-diffusion"];
const VP_SAMPLERS = ["ddpm", "ddim", "dpm-solver++"];

const Preset = z.strictObject({
  sampler: z.enum(["ddpm", "ddim", "dpm-solver++", "probability-flow", "reverse-diffusion"]),
  steps: z.int().positive(),
  eta: z.number().min(0).max(1).exactOptional(),
  spacing: z.enum(["trailing", "even", "stride", "log-snr"]).exactOptional(),
  /** Index of a truncated start. */
  from: z.int().nonnegative().exactOptional(),
  /** Deviation of the start's noise, of the marginal's; default 1. Above 1 it makes up for detail that the denoiser loses at every step (Karras et al. 2022, S_noise). */
  startDeviation: z.number().min(0.8).max(1.25).exactOptional(),
});

const Diffusion = z.strictObject({
  /** What the network "denoiser" predicts; that output's name says the same. */
  prediction: z.enum(PREDICTIONS),
  schedule: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("linear"), steps: z.int().positive() }),
    z.strictObject({ kind: z.literal("cosine"), steps: z.int().positive(), s: z.number().positive() }),
    /** z = x0 + sigma n; the network is fed sigma, in model range. */
    z.strictObject({ kind: z.literal("ve"), minimum: z.number().positive(), maximum: z.number().positive() }).refine(({ minimum, maximum }) => minimum < maximum, "minimum below maximum"),
  ]),
  /** What multiplies the residual before it is diffused. */
  residualScale: z.number().positive().exactOptional(),
  presets: z.record(z.string(), Preset),
});

const CardSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, "lower-case letters, digits, dots and dashes"),
    version: z.string().min(1),
    task: z.string().min(1),
    method: z.string().min(1),
    license: z.string().min(1),
    networks: z
      .record(z.string(), z.strictObject({ file: FileName, sha256: Sha256, inputs: Ports, outputs: Ports }))
      .refine((networks) => Object.keys(networks).length > 0, "at least one network"),
    /** Tables that a method reads beside its networks. */
    data: z.record(z.string(), z.strictObject({ file: FileName, sha256: Sha256 })).exactOptional(),
    scales: z.array(z.number().positive()).min(1),
    channels: z.int().positive(),
    /** Pixels of the full-size image. */
    size: z.strictObject({ multipleOf: z.int().positive(), minimum: z.int().positive() }),
    halo: z.int().nonnegative(),
    /** Percentiles of the image, per band, that become 0 and 1; "zero": the value 0 stays 0; "fixed": the range of the format becomes -1..1. */
    normalization: z
      .strictObject({ low: z.union([z.number().min(0).max(100), z.enum(["zero", "fixed"])]), high: z.number().min(0).max(100) })
      .refine(({ low, high }) => typeof low === "string" || low < high, "low below high"),
    diffusion: Diffusion.exactOptional(),
    /** What multiplies the deviation of samples so that it covers the error, for the presets at which that was measured. */
    uncertainty: z.strictObject({ factors: z.partialRecord(z.enum(["fidelity", "balanced", "detail"]), z.number().positive()) }).exactOptional(),
    trainedOn: z.array(z.looseObject({ name: z.string().min(1), license: z.string().min(1) })).min(1),
    training: z.looseObject({ command: z.string().min(1), commit: z.string().min(1) }),
    figures: z.record(z.string(), z.unknown()),
    limits: z.string().min(1),
    intendedUse: z.string().min(1),
  })
  .superRefine((card, context) => {
    const outputs = card.networks.denoiser === undefined ? [] : Object.keys(card.networks.denoiser.outputs);
    if (card.diffusion !== undefined && outputs.length > 0 && !outputs.includes(card.diffusion.prediction)) {
      context.addIssue({ code: "custom", path: ["diffusion", "prediction"], message: `the name of an output of the network "denoiser" (${outputs.join(", ")})` });
    }
    const schedule = card.diffusion?.schedule;
    for (const [name, preset] of Object.entries(card.diffusion?.presets ?? {})) {
      const samplers = schedule!.kind === "ve" ? VE_SAMPLERS : VP_SAMPLERS;
      if (!samplers.includes(preset.sampler)) context.addIssue({ code: "custom", path: ["diffusion", "presets", name, "sampler"], message: `one of ${samplers.join(", ")} for this schedule` });
      if (schedule!.kind === "ve") {
        for (const field of ["eta", "spacing", "from", "startDeviation"] as const) {
          if (preset[field] !== undefined) context.addIssue({ code: "custom", path: ["diffusion", "presets", name, field], message: "not for a variance exploding schedule" });
        }
        continue;
      }
      const most = (preset.from ?? schedule!.steps - 1) + 1;
      if (preset.steps > most) context.addIssue({ code: "custom", path: ["diffusion", "presets", name, "steps"], message: `at most ${most}` });
    }
  });

/** models/<id>/card.json: what a model is, as data. Code never branches on a model's name. */
export type Card = z.infer<typeof CardSchema>;
export type NetworkCard = Card["networks"][string];

/** Throws bad-model naming the field and what it should be. `subject` is the card's path. */
export function parseCard(json: unknown, subject: string): Card {
  const parsed = CardSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const path = first?.path.join(".") || "the card";
  const more = parsed.error.issues.length - 1;
  throw expected("bad-model", {
    subject,
    want: "a valid model card",
    got: `${path}: ${first?.message}${more > 0 ? ` (and ${more} more)` : ""}`,
    advice: "correct the card or install the model again",
    cause: parsed.error,
  });
}

/** Cards by their text: a batch reads the same few for every photograph. */
const cards = new Map<string, Card>();
const MOST_CARDS = 64;

/** The card of a model's folder. Throws bad-model where there is none, it is no JSON or it breaks a rule. */
export async function readCard(folder: string): Promise<Card> {
  const path = join(folder, "card.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw expected("bad-model", { subject: folder, want: "a model folder with a card.json", got: "none that can be read", advice: "check the path; the command models lists what is installed", cause });
  }
  const before = cards.get(text);
  if (before !== undefined) return before;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw expected("bad-model", { subject: path, want: "JSON", got: (cause as Error).message, advice: "correct the card or install the model again", cause });
  }
  const card = parseCard(json, path);
  if (cards.size >= MOST_CARDS) cards.clear();
  cards.set(text, card);
  return card;
}

/** Bytes of a file that the card names, refused where the hash differs: nothing else reaches the runtime. */
export async function readVerified(folder: string, { file, sha256 }: { readonly file: string; readonly sha256: string }): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, file);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readWhole(path);
  } catch (cause) {
    throw expected("bad-model", { subject: path, want: "a file named by the card", got: "none that can be read", advice: "install the model again", cause });
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) throw expected("bad-model", { subject: path, want: `sha256 ${sha256}`, got: found, advice: "install the model again; a changed file is not run" });
  return bytes;
}

/** In one operation: readFile takes 512 KiB at a time, each of which waits for a thread that is busy. */
async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array((await file.stat()).size);
    const { bytesRead } = await file.read(bytes);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** One hash for all files of a model, whatever their order in the card. */
export function modelHash({ networks, data = {} }: Card): string {
  const lines = [...Object.entries(networks), ...Object.entries(data)].map(([name, { sha256 }]) => `${name} ${sha256}\n`).sort();
  return createHash("sha256").update(lines.join("")).digest("hex");
}
