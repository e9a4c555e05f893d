import { access, stat, statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { expected, RestorationError } from "../../shared/errors.js";
import { silent, type Progress } from "../../shared/report/progress.js";
import { writeReport } from "../../shared/report/report.js";
import { versions } from "../../shared/report/versions.js";
import { findings } from "./findings.js";
import { identify, Journal, type Fingerprint } from "./journal.js";
import { openMethod, requireScale, type MethodModels } from "./models.js";
import { chosenBands, chosenWindow, type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
import { openScene } from "./read.js";
import { reportOf, type TileReport } from "./report.js";
import { planOf, runScene } from "./scene-run.js";
import { createCog, estimateCog, type CogWriter, type CreateOptions } from "./write.js";

export interface RestoreContext {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * `rsr tile`: read -> prepare -> diffuse -> finish -> write. The output appears under its name when it is complete; a run that
 * is stopped keeps what it has for --resume. Throws RestorationError for everything that the caller can put right.
 */
export async function restoreScene(options: TileOptions, { progress = silent, signal }: RestoreContext = {}): Promise<TileReport> {
  const started = performance.now();
  if (!options.overwrite) await refuseExisting(options);
  const abort = signal && { signal };
  const scene = await openScene(options.input, { ...abort });
  try {
    const outputBands = chosenBands(scene, options.bands);
    const bands = outputBands.filter((band) => scene.bands[band]!.interpretation !== "alpha");
    const window = chosenWindow(scene, options);
    await requireSpace(scene, { options, window, outputBands, restored: bands.length }, progress);
    const models = await openMethod({ ...options, ...abort });
    try {
      if (models.model) requireScale(models.model, options.scale);
      if (models.model) progress.stage([`${models.model.card.id} ${models.model.card.version} on ${models.model.device}`, ...models.model.notes].join("; "));
      return await restoreWith(models, { scene, bands, outputBands, window, options, progress, started, ...abort });
    } finally {
      await models.close();
    }
  } finally {
    await scene.close();
  }
}

interface Job {
  readonly scene: Scene;
  readonly bands: readonly number[];
  readonly outputBands: readonly number[];
  readonly window: Window;
  readonly options: TileOptions;
  readonly progress: Progress;
  readonly started: number;
  readonly signal?: AbortSignal;
}

async function restoreWith(models: MethodModels, job: Job): Promise<TileReport> {
  const { scene, bands, outputBands, window, options, progress, signal } = job;
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    progress.warn(message);
  };
  const input = await identify(options.input, signal);
  const fingerprint = fingerprintOf(models, { ...job, input: input.identity });
  const { journal, writer, deviation } = await openOutputs(job, fingerprint);
  const outputs: CogWriter[] = deviation ? [writer, deviation] : [writer];
  try {
    const resumed = journal.findings;
    if (!resumed) progress.stage("statistics of the scene");
    const found = resumed ?? (await findings(scene, bands, {
      models, scale: options.scale, seed: options.seed, kernel: options.kernel, device: options.device, warn,
      wantsKernel: models.method === "ddsr" || (options.consistency && models.method !== "bicubic"),
      ...(signal && { signal }),
    }));
    if (!resumed) await journal.found(found);
    const prepared = performance.now();
    const result = await runScene({ ...options, models }, {
      scene, bands, outputBands, window, findings: found, apart: true, writer, ...(deviation && { deviation }), measured: journal.measured,
      onMeasured: (cell, residuals) => journal.measuredCell(cell, residuals), onTile: (done, of) => progress.count(done, of), ...(signal && { signal }),
    });
    progress.stop();
    const diffused = performance.now();
    progress.stage("overviews and assembly");
    for (const output of outputs) await output.finish(signal);
    await journal.remove();
    const report = reportOf({
      options, scene, input: input.identity, window, bands, models, findings: found, result, fingerprint, versions: versions(), warnings,
      resumed: resumed !== undefined, output: { width: writer.width, height: writer.height, bytes: (await stat(options.output)).size },
      ...(deviation && { deviation: deviationPath(options.output) }),
      seconds: { prepare: (prepared - job.started) / 1000, tiles: (diffused - prepared) / 1000, write: (performance.now() - diffused) / 1000 },
    });
    await writeReport(reportPath(options.output), report);
    return report;
  } catch (error) {
    progress.stop();
    // a damaged file will not get better: nothing is kept of it
    const hopeless = error instanceof RestorationError && error.code === "bad-input" && !/^https?:/i.test(options.input);
    for (const output of outputs) await (hopeless ? output.discard() : output.abort()).catch(() => undefined);
    await (hopeless ? journal.remove() : journal.close()).catch(() => undefined);
    if (signal?.aborted) throw new RestorationError("aborted", `${basename(options.output)}: stopped; what is done is kept, continue with --resume`, { cause: error, retry: true });
    throw error;
  }
}

async function openOutputs({ scene, bands, outputBands, window, options }: Job, fingerprint: Fingerprint): Promise<{ journal: Journal; writer: CogWriter; deviation?: CogWriter }> {
  const { resume, overwrite, scale, output, samples } = options;
  const path = `${output}.journal`;
  const metadata = Object.fromEntries(Object.entries(fingerprint).map(([name, value]) => [`DOMAIN_SR_${name.toUpperCase().replaceAll("-", "_")}`, value]));
  const common: CreateOptions = { scene, window, scale, bands: outputBands, metadata, resume, overwrite };
  // a journal is compared before anything is opened for writing, and begun only where the writers agree to begin
  let journal = resume ? await Journal.open(path, fingerprint, { resume }) : undefined;
  let writer: CogWriter | undefined;
  try {
    writer = await createCog(output, common);
    const deviation = samples === 1 ? undefined : await createCog(deviationPath(output), {
      ...common, bands, sampleType: "float32", descriptions: bands.map((band) => `standard deviation of ${scene.bands[band]!.description ?? `band ${band + 1}`}`),
    });
    journal ??= await Journal.open(path, fingerprint, { resume });
    return { journal, writer, ...(deviation && { deviation }) };
  } catch (error) {
    await writer?.abort();
    await journal?.close();
    throw error;
  }
}

/** What the bytes depend on. Paths, threads and the order of the work are not among them. */
function fingerprintOf(models: MethodModels, { options, scene, outputBands, window, input }: Job & { readonly input: string }): Fingerprint {
  const { model } = models;
  const { "domain-sr": program, "onnxruntime-node": runtime } = versions();
  const { kernel, scale, seed, samples, tile, overlap, consistency } = options;
  return {
    version: program,
    input,
    method: options.method,
    ...(model && { model: `${model.card.id} ${model.card.version}`, "model-sha256": model.hash, runtime: `onnxruntime ${runtime} ${model.device}` }),
    scale: String(scale),
    ...(model?.card.diffusion && { preset: options.preset, steps: String(planOf({ models, ...options }).length), seed: String(seed), samples: String(samples) }),
    kernel: kernel.kind === "gaussian" ? `gaussian:${kernel.sigma1},${kernel.sigma2},${kernel.angle}` : kernel.kind === "file" ? `file ${basename(kernel.path)}` : "auto",
    consistency: consistency ? "on" : "off",
    bands: outputBands.map((band) => band + 1).join(","),
    window: `${window.col},${window.row},${window.width},${window.height} of ${scene.width}x${scene.height}`,
    tile: String(tile),
    ...(model && { overlap: String(overlap) }),
  };
}

async function refuseExisting({ output, samples }: TileOptions): Promise<void> {
  for (const path of samples > 1 ? [output, deviationPath(output)] : [output]) {
    if (await access(path).then(() => true, () => false)) {
      throw expected("bad-option", { subject: path, want: "a new file", got: "one that exists", advice: "choose another --output or pass --overwrite" });
    }
  }
}

/** TIFF counts pixels of a side in 32 bits; readers keep them in signed ones. */
const LONGEST_SIDE = 2 ** 31 - 1;
/** Nothing compresses below this share of the worst case often enough to start a run on it. */
const HOPE = 1 / 4;

async function requireSpace(scene: Scene, { options, window, outputBands, restored }: { options: TileOptions; window: Window; outputBands: readonly number[]; restored: number }, progress: Progress): Promise<void> {
  const width = window.width * options.scale;
  const height = window.height * options.scale;
  if (Math.max(width, height) > LONGEST_SIDE) throw expected("bad-option", { subject: "--scale", want: `sides of at most ${LONGEST_SIDE} pixels`, got: `${width}x${height}`, advice: "process windows of the scene" });
  const shape = { width, height, hasMask: scene.hasMask };
  let bytes = estimateCog({ ...shape, bands: outputBands.length, sampleType: scene.sampleType }).total;
  if (options.samples > 1) bytes += estimateCog({ ...shape, bands: restored, sampleType: "float32" }).total;
  const folder = dirname(options.output);
  const disk = await statfs(folder).catch((cause: NodeJS.ErrnoException) => {
    throw expected("bad-option", { subject: "--output", want: "a folder that exists", got: folder, advice: "create it or choose another", cause });
  });
  const free = disk.bavail * disk.bsize;
  const text = (n: number): string => `${(n / 2 ** 30).toFixed(2)} GiB`;
  if (free < bytes * HOPE) {
    throw expected("no-space", { subject: folder, want: `room for ${width}x${height} x ${outputBands.length} ${scene.sampleType}, up to ${text(bytes)}`, got: `${text(free)} free`, advice: "free some, or choose another --output or a --window" });
  }
  if (free < bytes) progress.warn(`${text(free)} free where up to ${text(bytes)} may be needed; if the disk fills up, --resume continues`);
}

export function deviationPath(output: string): string {
  return `${output.replace(/\.tiff?$/i, "")}_std.tif`;
}

export function reportPath(output: string): string {
  return `${output.replace(/\.tiff?$/i, "")}.report.json`;
}
