import { basename, dirname, join, resolve } from "node:path";
import { optionChecks } from "../../shared/options.js";
import { presetNames } from "../../shared/runtime/presets.js";
import { pseudonyms } from "./deidentify/key.js";
import { parseDeidentify } from "./deidentify/options.js";
import { requireApart } from "./deidentify/uid-map.js";
import { outputSyntaxes } from "./dicom/write-series.js";
export { outputSyntaxes };
export const methodNames = ["r2d2plus", "disc-diff", "srdiff", "regression", "zero-fill"];
/** Names of RawRestoreOptions, with and without a value. */
export const valueNames = [
    "output", "method", "model", "scale", "denoise", "sigma", "alpha", "preset", "samples", "series", "reference", "throughPlane", "seed", "device", "threads", "transferSyntax",
    "deidentify", "retain", "dateShift", "deidentifyKey", "uidMap",
];
export const flagNames = ["keepPrivate", "createKey", "resume", "overwrite", "report"];
export const defaults = { method: "srdiff", scale: 2, alpha: 1, preset: "fidelity", samples: 1, reference: "auto", throughPlane: 1, seed: 0, device: "auto", transferSyntax: "explicit" };
const { oneOf, whole, wrong } = optionChecks("see mri-sr --help");
const drawing = ["r2d2plus", "disc-diff", "srdiff"];
/** Throws bad-option for what cannot be done, and for what would be ignored. `input` only names the default output. */
export function parseRestoreOptions(input, raw = {}) {
    if (input.trim() === "")
        throw wrong("STUDY", "a folder, a DICOM file or a NIfTI file", "nothing", "give mri-sr study/");
    const scale = Number(oneOf("--scale", raw.scale ?? String(defaults.scale), ["1", "2", "3", "4"]));
    const throughPlane = whole("--through-plane", raw.throughPlane ?? String(defaults.throughPlane), { from: 1, to: 8 });
    const enlarges = scale > 1 || throughPlane > 1;
    const method = oneOf("--method", raw.method ?? (enlarges ? defaults.method : "r2d2plus"), methodNames);
    const denoise = oneOf("--denoise", raw.denoise ?? (method === "zero-fill" ? "off" : "auto"), ["auto", "off"]);
    if (!enlarges && method !== "r2d2plus")
        throw wrong("--method", "r2d2plus with --scale 1, which only denoises", method, "leave --method out, or choose a --scale above 1");
    if (!enlarges && denoise === "off")
        throw wrong("--denoise", "auto with --scale 1", "off", "there would be nothing to do");
    const diffusion = drawing.includes(method);
    const samples = whole("--samples", raw.samples ?? String(defaults.samples), { from: 1, to: 64 });
    for (const [flag, given] of [["--preset", raw.preset], ["--samples", samples > 1 ? raw.samples : undefined]]) {
        if (given !== undefined && !diffusion)
            throw wrong(flag, `a method that draws samples (${drawing.join(", ")})`, method, `leave ${flag} out or choose another --method`);
    }
    for (const [flag, given] of [["--sigma", raw.sigma], ["--alpha", raw.alpha]]) {
        if (given !== undefined && denoise === "off")
            throw wrong(flag, "--denoise auto", method === "zero-fill" && raw.denoise === undefined ? "zero-fill, which does not denoise by default" : "off", `leave ${flag} out, or pass --denoise auto`);
    }
    if (raw.reference !== undefined && method !== "disc-diff")
        throw wrong("--reference", "--method disc-diff, the one that uses it", method, "leave --reference out or choose disc-diff");
    if (raw.model !== undefined && method === "zero-fill")
        throw wrong("--model", "a method with a network", method, "leave --model out or choose another --method");
    if (raw.resume === true && raw.overwrite === true)
        throw wrong("--resume, --overwrite", "one of them", "both", "resume an interrupted run, or overwrite and start anew");
    const deidentify = parseDeidentify(raw);
    for (const [flag, given] of [["--deidentify-key", raw.deidentifyKey], ["--create-key", raw.createKey || undefined], ["--uid-map", raw.uidMap]]) {
        if (given !== undefined && deidentify === undefined)
            throw wrong(flag, "--deidentify basic with it", "none");
    }
    if (deidentify && raw.keepPrivate === true)
        throw wrong("--keep-private", "no --deidentify", "both", "--retain safe-private keeps those that are known to be safe");
    if (deidentify)
        pseudonyms({ ...(raw.deidentifyKey !== undefined && { file: raw.deidentifyKey }), create: raw.createKey ?? false });
    const output = raw.output ?? join(dirname(resolve(input)), outputName(input, raw));
    if (raw.uidMap !== undefined)
        requireApart(raw.uidMap, output);
    if (output.trim() === "")
        throw wrong("--output", "a folder", "nothing");
    if (resolve(output) === resolve(input))
        throw wrong("--output", "another folder than the study", output, "sources are never touched");
    return {
        output, method, scale, denoise, throughPlane, samples,
        ...(raw.model !== undefined && { model: raw.model }),
        ...(raw.sigma !== undefined && { sigma: share(raw.sigma) }),
        alpha: raw.alpha === undefined ? defaults.alpha : extent(raw.alpha),
        preset: oneOf("--preset", raw.preset ?? (samples > 1 ? "detail" : defaults.preset), presetNames),
        ...(raw.series !== undefined && { series: parseSeries(raw.series) }),
        reference: raw.reference ?? defaults.reference,
        seed: whole("--seed", raw.seed ?? String(defaults.seed), { from: 0, to: 2 ** 32 - 1 }),
        device: raw.device ?? defaults.device,
        ...(raw.threads !== undefined && { threads: whole("--threads", raw.threads, { from: 1, to: 1024 }) }),
        transferSyntax: oneOf("--transfer-syntax", raw.transferSyntax ?? defaults.transferSyntax, outputSyntaxes),
        keepPrivate: deidentify ? deidentify.retain.includes("safe-private") : (raw.keepPrivate ?? false),
        ...(deidentify && { deidentify }), ...(raw.deidentifyKey !== undefined && { deidentifyKey: raw.deidentifyKey }), ...(raw.uidMap !== undefined && { uidMap: raw.uidMap }),
        resume: raw.resume ?? false,
        overwrite: raw.overwrite ?? false,
        report: raw.report ?? false,
    };
}
export const outputSuffix = "_mri-sr";
/** study -> study_mri-sr, scan.nii.gz -> scan_mri-sr; de-identified, a name that follows from the path and the secret. */
export function outputName(input, { deidentify, deidentifyKey } = {}) {
    if (deidentify !== undefined)
        return `study-${pseudonyms(deidentifyKey === undefined ? {} : { file: deidentifyKey }).hex("folder", resolve(input), 12)}${outputSuffix}`;
    return `${basename(resolve(input)).replace(/\.(nii|nii\.gz|dcm|dcm\.gz|ima)$/i, "") || "study"}${outputSuffix}`;
}
/** `4` (every group of series 4), `3f2a9c01` (one group by its key) and lists of them. */
export function parseSeries(text, flag = "--series") {
    const named = text.split(",").map((part) => part.trim().toLowerCase());
    const bad = named.find((part) => !/^(\d{1,7}|[0-9a-f]{8})$/.test(part));
    if (bad !== undefined)
        throw wrong(flag, "series numbers or keys such as 4 or 4,3f2a9c01", text, "mri-sr inspect lists them");
    return [...new Set(named)];
}
/** The stacks that --series (`flag`) names, in the study's order; all of them where it is not given. Throws bad-option for a name of none. */
export function chosenStacks(stacks, series, flag = "--series") {
    if (series === undefined)
        return [...stacks];
    const named = (stack, name) => stack.key === name || String(stack.seriesNumber) === name;
    for (const name of series) {
        if (!stacks.some((stack) => named(stack, name))) {
            const known = stacks.map(({ key, seriesNumber }) => (seriesNumber === undefined ? key : `${seriesNumber} (${key})`)).join(", ");
            throw wrong(flag, `one of ${known || "the series that can be restored, of which there are none"}`, name, "mri-sr inspect tells what becomes of the others");
        }
    }
    return stacks.filter((stack) => series.some((name) => named(stack, name)));
}
/** 0.05 or 5%. The networks know noise from 0.5 % to 50 %. */
function share(text) {
    const percent = text.trim().endsWith("%");
    const bare = text.trim().replace(/%$/, "");
    const value = bare === "" ? NaN : Number(bare) / (percent ? 100 : 1);
    if (!(value >= 0.005 && value <= 0.5))
        throw wrong("--sigma", "a share of the signal from 0.005 to 0.5, or from 0.5% to 50%", text, "it is the noise's standard deviation over the volume's 99.5th percentile");
    return value;
}
function extent(text) {
    const value = text.trim() === "" ? NaN : Number(text);
    if (!(value > 0 && value <= 2))
        throw wrong("--alpha", "a number above 0, at most 2", text, "1 denoises as far as the noise estimate says");
    return value;
}
//# sourceMappingURL=options.js.map