import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { silent } from "../../shared/report/progress.js";
import { writeReport } from "../../shared/report/report.js";
import { versions } from "../../shared/report/versions.js";
import { calibrationOf, uncalibratedNote } from "../../shared/runtime/calibration.js";
import { gridText } from "./evaluate-place.js";
import { sourcesOf } from "./finish.js";
import { openModels, requireScales } from "./models.js";
import { openStudy } from "./open.js";
import { chosenStacks } from "./options.js";
import { doneBefore, earlierReport, foldersOf, hashOf, refuseExisting, reportName, requireSpace, writeResults } from "./outputs.js";
import { pseudonyms } from "./deidentify/key.js";
import { maskedKey, maskedStudy, maskingOf, unstatedWarning } from "./deidentify/study.js";
import { writeUidMap } from "./deidentify/uid-map.js";
import { misfitNote } from "./register-shift.js";
import { findReference, openReference } from "./reference.js";
import { storageText } from "./result-storage.js";
import { writeStudyPage } from "./restore-page.js";
import { restoreVolume } from "./volume-run.js";
/**
 * `mri-sr STUDY`: read -> prepare -> denoise -> diffuse -> finish -> write, series by series. Each result appears under its name when it
 * is complete; report.json grows with them, and --resume skips what it names. A series whose files are at fault is reported as
 * failed and the next one is done; whatever stops all of them is thrown as RestorationError.
 */
export async function restoreStudy(input, given, context = {}) {
    const { progress = silent, signal, key } = context;
    const masking = given.deidentify && maskingOf(given.deidentify, pseudonymsOf(given));
    const options = masking ? { ...given, ...maskedNames(given, masking) } : given;
    // the day of a restoration is near the day of the examination
    const dated = masking ? "source" : (context.dated ?? "now");
    const started = performance.now();
    const abort = signal && { signal };
    progress.stage("reading the study");
    const found = await openStudy(input, { ...abort });
    const study = masking ? maskedStudy(found, masking) : found;
    const stacks = chosenStacks(study.stacks, options.series);
    if (stacks.length === 0)
        throw nothingToDo(study);
    await refuseExisting(stacks, options);
    await mkdir(options.output, { recursive: true }).catch((cause) => {
        throw expected("bad-option", { subject: "--output", want: "a folder that can be made", got: cause.code, advice: "choose another", cause });
    });
    await requireSpace(stacks, options);
    const { scale, throughPlane } = options;
    const models = await (context.models ?? openModels)({ ...modelOptions(options), ...abort });
    try {
        requireScales(models, [{ flag: "--scale", factor: scale }, { flag: "--through-plane", factor: throughPlane }]);
        for (const model of new Set([models.model, models.denoiser]))
            if (model)
                progress.stage([`${model.card.id} ${model.card.version} on ${model.device}`, ...model.notes].join("; "));
        return await restoreSeries({ input, options, study, stacks, models, progress, started, dated, ...(masking && { masking }), ...(key !== undefined && { key }), ...abort });
    }
    finally {
        progress.stop();
        if (masking && options.uidMap !== undefined)
            await writeUidMap(options.uidMap, masking.uids);
        if (context.models === undefined)
            await models.close();
    }
}
function pseudonymsOf({ deidentifyKey }) {
    return pseudonyms(deidentifyKey === undefined ? {} : { file: deidentifyKey });
}
/** Series are asked for by the keys of mri-sr inspect. */
function maskedNames({ series, reference }, { pseudonyms: names }) {
    const masked = (name) => (/^[0-9a-f]{8}$/.test(name) ? [maskedKey(name, names)] : [name]);
    return { reference: masked(reference)[0], ...(series && { series: series.flatMap(masked) }) };
}
export function modelOptions({ method, model, denoise, scale, throughPlane, device, threads }) {
    return { method, denoise: denoise === "auto", enlarge: scale > 1 || throughPlane > 1, device, ...(model !== undefined && { model }), ...(threads !== undefined && { threads }) };
}
async function restoreSeries(job) {
    const { options, study, stacks, progress, started, signal } = job;
    const earlier = options.resume ? await earlierReport(options.output) : undefined;
    const series = [];
    const report = () => ({
        ...(job.key !== undefined && { key: job.key, page: options.report }), versions: versions(), series, leftOut: study.leftOut,
        warnings: series.flatMap((it) => (it.outcome === "failed" ? [] : it.warnings.map((warning) => `${it.label}: ${warning}`))),
        seconds: (performance.now() - started) / 1000,
    });
    // what earlier runs did stays on record until it is looked at
    const save = () => writeReport(join(options.output, reportName), { ...report(), series: [...series, ...(earlier?.series ?? []).filter(({ key }) => !series.some((it) => it.key === key))] });
    for (const stack of stacks) {
        throwIfAborted(signal);
        try {
            series.push(await restoreOne(stack, job, earlier));
        }
        catch (error) {
            if (signal?.aborted)
                throw new RestorationError("aborted", "stopped; the series that are complete are kept, continue with --resume", { cause: error, retry: true });
            if (!(error instanceof RestorationError) || error.code !== "bad-input")
                throw error;
            series.push({ key: stack.key, label: stack.label, outcome: "failed", problem: error.message });
            progress.warn(error.message);
        }
        await save();
    }
    const done = report();
    await writeReport(join(options.output, reportName), done);
    if (options.report) {
        progress.stage("report page");
        await writeStudyPage(done, { stacks, output: options.output, overwrite: options.resume || options.overwrite, ...(signal && { signal }) });
    }
    return done;
}
async function restoreOne(stack, job, earlier) {
    const { input, options, study, models, progress, signal } = job;
    const started = performance.now();
    const abort = signal && { signal };
    const { scale, throughPlane, samples } = options;
    if (throughPlane > 1 && stack.geometry.slices < 2)
        throw expected("bad-input", { subject: stack.label, want: "several slices for --through-plane", got: "one", advice: "leave it out with --series" });
    const guide = options.method === "disc-diff" && models.model ? findReference(stack, study.stacks, options) : undefined;
    const fingerprint = await fingerprintOf(stack, guide, job);
    const before = await doneBefore(earlier, stack, fingerprint, options.output);
    if (before !== undefined)
        return before;
    progress.stage(stack.label);
    const warnings = [];
    const warn = (message) => {
        warnings.push(message);
        progress.warn(message);
    };
    const volume = await stack.read(abort);
    const found = guide && (await openReference(guide, { percentile: models.model.card.normalization.high, target: volume, ...abort }));
    const named = options.reference !== "auto";
    const misfit = found?.registration?.fits === false;
    if (guide && misfit)
        warn(misfitNote(guide.label, { named }));
    const reference = misfit && !named ? undefined : found;
    const restored = await restoreVolume(volume, {
        models, scale, throughPlane, profile: profileOf(stack), alignment: "center", preset: options.preset, seed: options.seed, samples, alpha: options.alpha, storage: stack.storage, format: stack.format,
        ...(options.sigma !== undefined && { sigma: options.sigma }), ...(reference && { reference }),
    }, { subject: stack.label, onSlices: (done, of) => progress.count(done, of), onStage: (name) => progress.stage(name), ...abort });
    progress.stop();
    const { noise } = restored;
    if (noise && !noise.denoised && noise.verdict === "correlated")
        warn(`not denoised: ${noise.reason}`);
    if (throughPlane > 1)
        warnings.push(...sliceWarnings(stack));
    if (samples > 1 && calibrationOf((models.model ?? models.denoiser)?.card, options.preset) === undefined)
        warnings.push(uncalibratedNote(options.preset));
    const folders = foldersOf(stack);
    const provenance = provenanceOf(job, restored, reference && guide);
    const sources = sourcesOf(stack.geometry.slices, throughPlane);
    const derived = (purpose, of) => ({ stack, volume: of, purpose, sources, provenance, ...(restored.storage && { storage: restored.storage }) });
    const written = await writeResults([
        { name: folders.result, derived: derived("result", restored.volume) },
        ...(restored.deviation ? [{ name: folders.deviation, derived: derived("deviation", restored.deviation) }] : []),
    ], { ...options, obsolete: restored.deviation ? [] : [folders.deviation], dated: job.dated, ...(job.masking && { masking: job.masking }), ...abort });
    if (job.masking?.unstated)
        warn(unstatedWarning);
    return {
        key: stack.key, label: stack.label, outcome: "done", folder: folders.result, ...(restored.deviation && { deviation: folders.deviation }), fingerprint,
        grid: { before: gridText(stack.geometry), after: gridText(restored.volume.geometry) },
        high: restored.high, stored: storageText(restored.storage ?? stack.storage),
        ...(noise && { noise: { sigma: noise.sigma, share: noise.share, verdict: noise.verdict, reason: noise.reason, distribution: noise.distribution, given: noise.given, denoised: noise.denoised, ...(noise.native && { native: noise.native }) } }),
        ...(guide && reference && { reference: { key: guide.key, label: guide.label, ...(reference.registration && { registration: reference.registration }) } }),
        provenance,
        operator: operatorText(stack, options), consistency: restored.consistency, networkCalls: restored.networkCalls, ...written, warnings, seconds: (performance.now() - started) / 1000,
    };
}
function profileOf({ volumetric }) {
    return volumetric ? "truncated" : "average";
}
function operatorText(stack, { scale, throughPlane }) {
    const along = profileOf(stack) === "average" ? `mean of ${throughPlane} slices` : `k-space truncated by ${throughPlane} along the stack`;
    return [...(scale > 1 ? [`k-space truncated by ${scale} in both directions of the plane`] : []), ...(throughPlane > 1 ? [along] : [])].join(", ") || "none";
}
/** A mean of gapless slices is what is assumed of thick ones. */
function sliceWarnings({ geometry: { sliceSpacing, sliceThickness } }) {
    if (sliceSpacing === undefined || sliceThickness === undefined)
        return ["the slice profile is not known; detail between slices is a guess from the slices alone"];
    if (sliceThickness < 0.9 * sliceSpacing)
        return [`slices of ${number(sliceThickness)} mm every ${number(sliceSpacing)} mm leave gaps that nothing was measured in`];
    if (sliceThickness > 1.1 * sliceSpacing)
        return [`slices of ${number(sliceThickness)} mm every ${number(sliceSpacing)} mm overlap: the result stays as blurred along the stack as they are`];
    return [];
}
function number(v) {
    return Number(v.toPrecision(3)).toString();
}
function provenanceOf({ options, models: { model, denoiser, method } }, { noise }, guide) {
    const { "domain-sr": version } = versions();
    const named = model ?? (method === "r2d2plus" ? denoiser : undefined);
    return {
        software: "domain-sr", version, method,
        ...(named && { model: { id: named.card.id, version: named.card.version, hash: named.hash } }),
        ...(noise?.denoised && denoiser && { denoised: { model: denoiser.card.id, hash: denoiser.hash, sigma: noise.share, alpha: options.alpha } }),
        ...(guide && { reference: { key: guide.key, ...(guide.seriesUid !== undefined && { seriesUid: guide.seriesUid }) } }),
        scale: options.scale, throughPlane: options.throughPlane, preset: options.preset, seed: options.seed, samples: options.samples,
        device: (model ?? denoiser)?.device ?? "cpu",
    };
}
async function fingerprintOf(stack, guide, { input, options, models: { model, denoiser }, masking, signal }) {
    const content = (hash) => (masking ? masking.pseudonyms.hex("content", hash, 64) : hash);
    const named = ({ card: { id }, hash }) => ({ id, hash });
    return {
        input: content(await hashOf(stack, input, signal)),
        ...settingsOf(options, { ...(model && { model: named(model) }), ...(denoiser && { denoiser: named(denoiser) }), device: (model ?? denoiser)?.device ?? "cpu" }),
        ...(guide && { reference: content(await hashOf(guide, input, signal)) }),
    };
}
/** What the bytes depend on beside the input. Paths, threads and the order of the work are not among them. */
export function settingsOf(options, { model, denoiser, device }) {
    const { "domain-sr": version, "onnxruntime-node": runtime } = versions();
    const { method, scale, throughPlane, denoise, sigma, alpha, preset, samples, seed, transferSyntax, keepPrivate, deidentify } = options;
    return {
        version, method,
        ...(deidentify && { deidentify: ["basic", ...deidentify.retain, deidentify.dateShift ? "shift" : "", pseudonymsOf(options).id].join(" ") }),
        ...(model && { model: `${model.id} ${model.hash}` }),
        ...(denoiser && { denoiser: `${denoiser.id} ${denoiser.hash}` }),
        ...((model ?? denoiser) && { runtime: `onnxruntime ${runtime} ${device}` }),
        scale: String(scale), throughPlane: String(throughPlane), denoise, sigma: String(sigma ?? "estimated"), alpha: String(alpha), preset,
        samples: String(samples), seed: String(seed), transferSyntax, keepPrivate: String(keepPrivate),
    };
}
function nothingToDo({ leftOut }) {
    const why = leftOut.map(({ what, reason }) => `${what}: ${reason}`).join("; ");
    return expected("bad-input", { subject: "STUDY", want: "a magnitude MR series", got: why === "" ? "nothing" : `none (${why})`, advice: "see mri-sr inspect" });
}
//# sourceMappingURL=restore.js.map