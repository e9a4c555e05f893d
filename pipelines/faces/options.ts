import { optionChecks } from "../../shared/options.js";
import { DEVICES, type Device } from "../../shared/runtime/device.js";
import { presetNames, type Preset } from "../../shared/runtime/presets.js";
import { DEFAULT_MIN_SIZE } from "./detect.js";
import { HIGHEST_RESPACED, lowPasses, removalNames } from "./methods/dr2.js";
import { methods } from "./methods/index.js";
import type { Knobs } from "./methods/method.js";
import { methodNames, type MethodName } from "./models.js";
import type { PhotoFormat } from "./photo.js";

export { methodNames, type MethodName };

export const photoFormats = ["jpeg", "png", "webp", "tiff", "avif"] as const satisfies readonly PhotoFormat[];

/** As typed on the command line; every name is the flag's. */
export interface RawRestoreOptions {
  readonly output?: string;
  readonly method?: string;
  readonly preset?: string;
  readonly aligned?: boolean;
  readonly upscale?: string;
  readonly only?: string;
  readonly minSize?: string;
  readonly samples?: string;
  readonly start?: string;
  readonly eta?: string;
  readonly removal?: string;
  readonly lowPass?: string;
  readonly tau?: string;
  readonly seed?: string;
  readonly model?: string;
  readonly prior?: string;
  readonly regression?: string;
  readonly device?: string;
  readonly threads?: string;
  readonly quality?: string;
  readonly format?: string;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly report?: boolean;
}

/** Of `bfr detect`. */
export interface RawDetectOptions {
  readonly output?: string;
  readonly minSize?: string;
  readonly device?: string;
  readonly threads?: string;
  readonly overwrite?: boolean;
}

/** Of `bfr detect`: the copies' place, undefined for none. */
export type DetectOptions = Pick<RestoreOptions, "output" | "minSize" | "device" | "threads" | "overwrite">;

/** Which faces of a photograph are restored: a number is a place in the list of `bfr detect`, from 1. */
export type Only = "all" | "largest" | number;

/** One run: the parsed command line, and the payload of a job. */
export interface RestoreOptions {
  /** File, for one input, or folder; undefined for results beside their photographs. */
  readonly output?: string;
  readonly method: MethodName;
  /** Folder or id of the method's model; undefined for the one that comes with it. */
  readonly model?: string;
  /** The same for the prior and the regression network that other methods use. */
  readonly prior?: string;
  readonly regression?: string;
  readonly knobs: Knobs;
  /** The inputs are aligned crops: nothing is looked for, and 256 x 256 pixels come out. */
  readonly aligned: boolean;
  readonly upscale: 1 | 2 | 4;
  readonly only: Only;
  /** Smallest side of the aligned square that is restored, in pixels of the photograph. */
  readonly minSize: number;
  readonly samples: number;
  readonly seed: number;
  readonly device: Device;
  readonly threads?: number;
  /** 1..100, for formats with a loss. */
  readonly quality?: number;
  /** Undefined for the input's. */
  readonly format?: PhotoFormat;
  readonly resume: boolean;
  readonly overwrite: boolean;
  /** Whether a page of pictures is written beside each result. */
  readonly report: boolean;
}

export const defaults = { method: "difface", preset: "balanced", upscale: 1, only: "all", minSize: DEFAULT_MIN_SIZE, samples: 1, seed: 0, device: "auto" } as const;

const { oneOf, whole, wrong } = optionChecks("see bfr --help");

/** Methods that draw noise, and so have presets, and samples that differ. */
const drawing = methodNames.filter((name) => methods[name].diffusion);
/** Which methods have a knob. */
const knobsOf = {
  "--start": ["difface", "diffbfr", "at-ddpm", "at-vardiff"],
  "--eta": ["difface", "diffbfr", "at-ddpm", "at-vardiff"],
  "--removal": ["dr2"],
  "--low-pass": ["dr2"],
  "--tau": ["dr2"],
} as const satisfies Record<string, readonly MethodName[]>;

/** Throws bad-option for what cannot be done, and for what would be ignored. */
export function parseRestoreOptions(raw: RawRestoreOptions = {}): RestoreOptions {
  const method = oneOf("--method", raw.method ?? defaults.method, methodNames);
  const samples = whole("--samples", raw.samples ?? String(defaults.samples), { from: 1, to: 64 });
  for (const [flag, given] of [["--preset", raw.preset], ["--samples", samples > 1 ? raw.samples : undefined]] as const) {
    if (given !== undefined && !drawing.includes(method)) throw wrong(flag, `a method that draws samples (${drawing.join(", ")})`, method, `leave ${flag} out or choose another --method`);
  }
  for (const [flag, given] of [["--start", raw.start], ["--eta", raw.eta], ["--removal", raw.removal], ["--low-pass", raw.lowPass], ["--tau", raw.tau]] as const) {
    const having: readonly MethodName[] = knobsOf[flag];
    if (given !== undefined && !having.includes(method)) throw wrong(flag, `--method ${having.join(" or ")}, which ${having.length === 1 ? "has" : "have"} it`, method, `leave ${flag} out or choose another --method`);
  }
  if (raw.removal !== undefined && raw.lowPass !== undefined && raw.tau !== undefined) throw wrong("--removal", "no --low-pass and --tau beside it, which say the same", raw.removal, "leave it or one of them out");
  for (const [flag, given, having] of [["--model", raw.model, methodNames.filter((name) => name !== "bicubic")], ["--prior", raw.prior, ["dr2", "diffbfr"]], ["--regression", raw.regression, ["difface", "dr2", "diffbfr"]]] as const) {
    if (given !== undefined && !(having as readonly MethodName[]).includes(method)) throw wrong(flag, `a method that uses it (${having.join(", ")})`, method, `leave ${flag} out or choose another --method`);
  }
  const aligned = raw.aligned ?? false;
  for (const [flag, given] of [["--upscale", raw.upscale], ["--only", raw.only], ["--min-size", raw.minSize]] as const) {
    if (aligned && given !== undefined) throw wrong(flag, "a photograph in which faces are looked for", "--aligned", `leave ${flag} or --aligned out`);
  }
  if (raw.resume === true && raw.overwrite === true) throw wrong("--resume, --overwrite", "one of them", "both", "resume an interrupted run, or overwrite and start anew");
  const format = raw.format === undefined ? undefined : oneOf("--format", raw.format === "jpg" ? "jpeg" : raw.format === "tif" ? "tiff" : raw.format, photoFormats);
  if (raw.output?.trim() === "") throw wrong("--output", "a file or a folder", "nothing");
  return {
    method, aligned, samples,
    ...(raw.output !== undefined && { output: raw.output }),
    ...(raw.model !== undefined && { model: raw.model }),
    ...(raw.prior !== undefined && { prior: raw.prior }),
    ...(raw.regression !== undefined && { regression: raw.regression }),
    knobs: knobs(raw),
    upscale: Number(oneOf("--upscale", raw.upscale ?? String(defaults.upscale), ["1", "2", "4"])) as 1 | 2 | 4,
    only: parseOnly(raw.only ?? defaults.only),
    minSize: parseMinSize(raw.minSize),
    seed: whole("--seed", raw.seed ?? String(defaults.seed), { from: 0, to: 2 ** 32 - 1 }),
    device: parseDevice(raw.device),
    ...(raw.threads !== undefined && { threads: parseThreads(raw.threads) }),
    ...(raw.quality !== undefined && { quality: whole("--quality", raw.quality, { from: 1, to: 100 }) }),
    ...(format !== undefined && { format }),
    resume: raw.resume ?? false,
    overwrite: raw.overwrite ?? false,
    report: raw.report ?? false,
  };
}

export function parseDetectOptions({ output, minSize, device, threads, overwrite }: RawDetectOptions = {}): DetectOptions {
  if (output?.trim() === "") throw wrong("--output", "a file or a folder", "nothing");
  if (overwrite === true && output === undefined) throw wrong("--overwrite", "--output with it", "none", "without --output nothing is written");
  return { ...(output !== undefined && { output }), minSize: parseMinSize(minSize), device: parseDevice(device), ...(threads !== undefined && { threads: parseThreads(threads) }), overwrite: overwrite ?? false };
}

function parseDevice(text: string = defaults.device): Device {
  return oneOf("--device", text, DEVICES);
}

function parseThreads(text: string): number {
  return whole("--threads", text, { from: 1, to: 1024 });
}

function parseMinSize(text: string = String(defaults.minSize)): number {
  return whole("--min-size", text, { from: 8, to: 4096 });
}

function knobs({ preset, start, eta, removal, lowPass, tau }: RawRestoreOptions): Knobs {
  const named = oneOf("--removal", removal ?? "auto", ["auto", ...removalNames]);
  return {
    preset: oneOf<Preset>("--preset", preset ?? defaults.preset, presetNames),
    ...(start !== undefined && { start: whole("--start", start, { from: 0, to: 649 }) }),
    ...(eta !== undefined && { eta: share("--eta", eta) }),
    ...(named !== "auto" && { removal: named }),
    ...(lowPass !== undefined && { lowPass: Number(oneOf("--low-pass", lowPass, lowPasses.map(String))) }),
    ...(tau !== undefined && { tau: whole("--tau", tau, { from: 0, to: HIGHEST_RESPACED }) }),
  };
}

function parseOnly(text: string): Only {
  if (text === "all" || text === "largest") return text;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw wrong("--only", "all, largest, or the number of a face from 1", text, "bfr detect lists the faces");
}

function share(flag: string, text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value >= 0 && value <= 1)) throw wrong(flag, "a number from 0 to 1", text);
  return value;
}
