import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { RestorationError } from "../../shared/errors.js";
import { silent, type Progress } from "../../shared/report/progress.js";
import { writeReport } from "../../shared/report/report.js";
import { versions } from "../../shared/report/versions.js";
import { uncalibratedNote } from "../../shared/runtime/calibration.js";
import { fingerprintOf } from "./fingerprint.js";
import { Journal, type Fingerprint } from "./journal.js";
import { openMethod, requireScale, type MethodModels, type OpenModel } from "./models.js";
import { deviationPath, isUrl, reportPath, type TileOptions } from "./options.js";
import { reportOf, type TileReport } from "./report.js";
import { cogsOf, findingsOf, identityOf, openJob, type RestoreJob } from "./restore-job.js";
import { calibrated, runScene } from "./scene-run.js";
import { refuseExisting, requireApart, requireSpace } from "./space.js";
import { writeStacItem } from "./stac.js";
import { createCog, spaceError, type CogWriter } from "./write.js";

export interface RestoreContext {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Default: openModel, for this run alone. */
  readonly open?: OpenModel;
  /** What the report calls the output, where it will be moved there. */
  readonly named?: string;
  /** Told before anything is written; what it throws ends the run. */
  readonly accept?: (fingerprint: Fingerprint) => void;
}

/**
 * `rsr tile`: read -> prepare -> diffuse -> finish -> write. The output appears under its name when it is complete; a run that
 * is stopped keeps what it has for --resume. Throws RestorationError for everything that the caller can put right.
 */
export async function restoreScene(options: TileOptions, context: RestoreContext = {}): Promise<TileReport> {
  const started = performance.now();
  const { progress = silent, signal, open } = context;
  const job = await openJob(options, signal);
  try {
    await requireApart([options.output, ...(options.samples > 1 ? [deviationPath(options.output)] : [])], job.scene.files ?? [options.input]);
    if (!options.overwrite) await refuseExisting(options);
    await requireSpace(job, progress);
    const models = await openMethod({ ...options, ...(signal && { signal }), ...(open && { open }) });
    try {
      if (models.model) requireScale(models.model, options.scale);
      if (models.model) progress.stage(nameOf(models.model));
      return await restoreWith(models, job, { ...context, progress, started });
    } finally {
      await models.close();
    }
  } finally {
    await job.scene.close();
  }
}

export function nameOf({ card, device, notes }: NonNullable<MethodModels["model"]>): string {
  return [`${card.id} ${card.version} on ${device}`, ...notes].join("; ");
}

async function restoreWith(models: MethodModels, job: RestoreJob, context: RestoreContext & { readonly progress: Progress; readonly started: number }): Promise<TileReport> {
  const { scene, bands, outputBands, window, options } = job;
  const { progress, signal, named = options.output, started } = context;
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    progress.warn(message);
  };
  const input = await identityOf(job, signal);
  const fingerprint = await fingerprintOf({ ...job, input, model: models.model });
  context.accept?.(fingerprint);
  const { journal, writer, deviation } = await openOutputs(job, fingerprint);
  const outputs: CogWriter[] = deviation ? [writer, deviation] : [writer];
  if (deviation && calibrated({ ...options, models }) === undefined) warn(uncalibratedNote(options.preset));
  try {
    const resumed = journal.findings;
    if (!resumed) progress.stage("statistics of the scene");
    const found = resumed ?? (await findingsOf(job, models, { warn, signal }));
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
      options: { ...options, output: named }, scene, input, window, bands, model: models.model, findings: found, result, fingerprint, versions: versions(), warnings,
      resumed: resumed !== undefined, output: { width: writer.width, height: writer.height, bytes: (await stat(options.output)).size },
      ...(deviation && { deviation: deviationPath(named) }),
      seconds: { prepare: (prepared - started) / 1000, tiles: (diffused - prepared) / 1000, write: (performance.now() - diffused) / 1000 },
    });
    await writeReport(reportPath(options.output), report);
    if (options.stac) await writeStacItem(options.output, { ...job, options: { ...options, output: named } }, report);
    return report;
  } catch (error) {
    progress.stop();
    // a damaged file will not get better: nothing is kept of it
    const hopeless = error instanceof RestorationError && error.code === "bad-input" && !isUrl(options.input);
    for (const output of outputs) await (hopeless ? output.discard() : output.abort()).catch(() => undefined);
    await (hopeless ? journal.remove() : journal.close()).catch(() => undefined);
    if (signal?.aborted) throw new RestorationError("aborted", `${basename(options.output)}: stopped; what is done is kept, continue with --resume`, { cause: error, retry: true });
    throw spaceError(options.output, error);
  }
}

async function openOutputs(job: RestoreJob, fingerprint: Fingerprint): Promise<{ journal: Journal; writer: CogWriter; deviation?: CogWriter }> {
  const { resume, overwrite, output } = job.options;
  const path = `${output}.journal`;
  const cogs = cogsOf(job, fingerprint);
  // a journal is compared before anything is opened for writing, and begun only where the writers agree to begin
  let journal = resume ? await Journal.open(path, fingerprint, { resume }) : undefined;
  let writer: CogWriter | undefined;
  try {
    writer = await createCog(output, { ...cogs.main, resume, overwrite });
    const deviation = cogs.deviation && (await createCog(deviationPath(output), { ...cogs.deviation, resume, overwrite }));
    journal ??= await Journal.open(path, fingerprint, { resume });
    return { journal, writer, ...(deviation && { deviation }) };
  } catch (error) {
    await writer?.abort();
    await journal?.close();
    throw spaceError(output, error);
  }
}
