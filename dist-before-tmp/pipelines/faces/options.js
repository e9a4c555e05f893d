import { optionChecks } from "../../shared/options.js";
import { DEVICES } from "../../shared/runtime/device.js";
import { presetNames } from "../../shared/runtime/presets.js";
import { DEFAULT_MIN_SIZE } from "./detect.js";
import { HIGHEST_RESPACED, lowPasses, removalNames } from "./methods/dr2.js";
import { methods } from "./methods/index.js";
import { methodNames } from "./models.js";
export { methodNames };
export const photoFormats = ["jpeg", "png", "webp", "tiff", "avif"];
export const defaults = { method: "difface", preset: "balanced", upscale: 1, only: "all", minSize: DEFAULT_MIN_SIZE, samples: 1, seed: 0, device: "auto" };
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
};
/** Throws bad-option for what cannot be done, and for what would be ignored. */
export function parseRestoreOptions(raw = {}) {
    const method = oneOf("--method", raw.method ?? defaults.method, methodNames);
    const samples = whole("--samples", raw.samples ?? String(defaults.samples), { from: 1, to: 64 });
    for (const [flag, given] of [["--preset", raw.preset], ["--samples", samples > 1 ? raw.samples : undefined]]) {
        if (given !== undefined && !drawing.includes(method))
            throw wrong(flag, `a method that draws samples (${drawing.join(", ")})`, method, `leave ${flag} out or choose another --method`);
    }
    for (const [flag, given] of [["--start", raw.start], ["--eta", raw.eta], ["--removal", raw.removal], ["--low-pass", raw.lowPass], ["--tau", raw.tau]]) {
        const having = knobsOf[flag];
        if (given !== undefined && !having.includes(method))
            throw wrong(flag, `--method ${having.join(" or ")}, which ${having.length === 1 ? "has" : "have"} it`, method, `leave ${flag} out or choose another --method`);
    }
    if (raw.removal !== undefined && raw.lowPass !== undefined && raw.tau !== undefined)
        throw wrong("--removal", "no --low-pass and --tau beside it, which say the same", raw.removal, "leave it or one of them out");
    for (const [flag, given, having] of [["--model", raw.model, methodNames.filter((name) => name !== "bicubic")], ["--prior", raw.prior, ["dr2", "diffbfr"]], ["--regression", raw.regression, ["difface", "dr2", "diffbfr"]]]) {
        if (given !== undefined && !having.includes(method))
            throw wrong(flag, `a method that uses it (${having.join(", ")})`, method, `leave ${flag} out or choose another --method`);
    }
    const aligned = raw.aligned ?? false;
    for (const [flag, given] of [["--upscale", raw.upscale], ["--only", raw.only], ["--min-size", raw.minSize]]) {
        if (aligned && given !== undefined)
            throw wrong(flag, "a photograph in which faces are looked for", "--aligned", `leave ${flag} or --aligned out`);
    }
    if (raw.resume === true && raw.overwrite === true)
        throw wrong("--resume, --overwrite", "one of them", "both", "resume an interrupted run, or overwrite and start anew");
    const format = raw.format === undefined ? undefined : oneOf("--format", raw.format === "jpg" ? "jpeg" : raw.format === "tif" ? "tiff" : raw.format, photoFormats);
    if (raw.output?.trim() === "")
        throw wrong("--output", "a file or a folder", "nothing");
    return {
        method, aligned, samples,
        ...(raw.output !== undefined && { output: raw.output }),
        ...(raw.model !== undefined && { model: raw.model }),
        ...(raw.prior !== undefined && { prior: raw.prior }),
        ...(raw.regression !== undefined && { regression: raw.regression }),
        knobs: knobs(raw),
        upscale: Number(oneOf("--upscale", raw.upscale ?? String(defaults.upscale), ["1", "2", "4"])),
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
export function parseDetectOptions({ output, minSize, device, threads, overwrite } = {}) {
    if (output?.trim() === "")
        throw wrong("--output", "a file or a folder", "nothing");
    if (overwrite === true && output === undefined)
        throw wrong("--overwrite", "--output with it", "none", "without --output nothing is written");
    return { ...(output !== undefined && { output }), minSize: parseMinSize(minSize), device: parseDevice(device), ...(threads !== undefined && { threads: parseThreads(threads) }), overwrite: overwrite ?? false };
}
function parseDevice(text = defaults.device) {
    return oneOf("--device", text, DEVICES);
}
function parseThreads(text) {
    return whole("--threads", text, { from: 1, to: 1024 });
}
function parseMinSize(text = String(defaults.minSize)) {
    return whole("--min-size", text, { from: 8, to: 4096 });
}
function knobs({ preset, start, eta, removal, lowPass, tau }) {
    const named = oneOf("--removal", removal ?? "auto", ["auto", ...removalNames]);
    return {
        preset: oneOf("--preset", preset ?? defaults.preset, presetNames),
        ...(start !== undefined && { start: whole("--start", start, { from: 0, to: 649 }) }),
        ...(eta !== undefined && { eta: share("--eta", eta) }),
        ...(named !== "auto" && { removal: named }),
        ...(lowPass !== undefined && { lowPass: Number(oneOf("--low-pass", lowPass, lowPasses.map(String))) }),
        ...(tau !== undefined && { tau: whole("--tau", tau, { from: 0, to: HIGHEST_RESPACED }) }),
    };
}
function parseOnly(text) {
    if (text === "all" || text === "largest")
        return text;
    if (/^[1-9]\d{0,3}$/.test(text))
        return Number(text);
    throw wrong("--only", "all, largest, or the number of a face from 1", text, "bfr detect lists the faces");
}
function share(flag, text) {
    const value = text.trim() === "" ? NaN : Number(text);
    if (!(value >= 0 && value <= 1))
        throw wrong(flag, "a number from 0 to 1", text);
    return value;
}
//# sourceMappingURL=options.js.map