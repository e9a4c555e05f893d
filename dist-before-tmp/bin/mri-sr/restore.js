import { basename } from "node:path";
import { defaults, methodNames, outputSyntaxes, parseRestoreOptions, restoreStudy, summary } from "../../pipelines/mri/index.js";
import { jsonLines, progressOn } from "../../shared/report/progress.js";
import { presetNames } from "../../shared/runtime/presets.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED } from "../shared/main.js";
import { retainWords } from "./deidentify.js";
export const exitCodes = `
Exit code: 0 all done, 1 a fault of this program, 2 something to put right in the input or the options, 3 some series
failed and the others are done, 130 interrupted.`;
const unit = { one: "slice", many: "slices" };
/** What is done with a study; the batch has the same. */
export function studyOptions(command) {
    return command
        .option("--method <name>", `${methodNames.join(", ")} (default: ${defaults.method}; with --scale 1 r2d2plus)`)
        .option("--model <folder>", "a model of that method instead of the one that comes with it")
        .option("--scale <n>", `1, 2, 3 or 4 in plane; 1 denoises only (default: ${defaults.scale})`)
        .option("--denoise <auto|off>", "before super-resolution, as far as the noise estimate says (default: auto, for zero-fill off)")
        .option("--sigma <share>", "noise instead of the estimate: standard deviation over the volume's 99.5th percentile, such as 0.05 or 5%")
        .option("--alpha <x>", `extent of denoising: below 1 less, above 1 more than the noise says (default: ${defaults.alpha})`)
        .option("--preset <name>", `${presetNames.join(", ")}: from near the mean to near the true sharpness (default: ${defaults.preset}; detail with --samples)`)
        .option("--samples <k>", "mean of k samples, and their standard deviation as a series of its own")
        .option("--series <list>", "numbers or keys of mri-sr inspect (default: all that can be restored)")
        .option("--reference <series>", "for disc-diff: the series that guides; auto finds it, none does without (default: auto)")
        .option("--through-plane <n>", `factor between slices (default: ${defaults.throughPlane})`)
        .option("--seed <n>", `default: ${defaults.seed}`)
        .option("--device <name>", "auto, cpu, cuda, tensorrt, webgpu, dml, coreml (default: auto)")
        .option("--threads <n>", "of the networks (default: all cores)")
        .option("--transfer-syntax <name>", `${outputSyntaxes.join(", ")} (default: ${defaults.transferSyntax})`)
        .option("--keep-private", "keep the private elements of the source, which may name the patient and describe its pixels")
        .option("--deidentify <basic>", "results without what identifies the patient (DICOM PS3.15 E, basic profile); pixels stay, faces too")
        .option("--retain <list>", `with --deidentify: of ${retainWords}`)
        .option("--date-shift <auto>", "with --deidentify: move all dates of a patient by the same days instead of removing them")
        .option("--deidentify-key <file>", "secret that new UIDs follow from (default: DOMAIN_SR_DEIDENTIFY_KEY)")
        .option("--report", "a page of pictures and figures as <output>/report/index.html, for a browser without a network");
}
export function register(program, exit) {
    const restore = program
        .command("restore", { isDefault: true })
        .argument("<study>", "folder of a DICOM study, a DICOM file, or a NIfTI file")
        .description("denoise and super-resolve the magnitude series of a study into derived series beside it")
        .option("--output <folder>", "default: <study>_mri-sr");
    studyOptions(restore)
        .option("--create-key", "make that file where there is none")
        .option("--uid-map <file>", "also write old,new UIDs, outside of the output")
        .option("--resume", "skip the series that an interrupted run completed")
        .option("--overwrite", "replace results that exist")
        .option("--json", "JSON lines on stdout: progress, then the report")
        .addHelpText("after", exitCodes)
        .action(async (study, { json, ...raw }) => {
        const options = parseRestoreOptions(study, raw);
        const progress = json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
        const report = await onInterrupt((signal) => restoreStudy(study, options, { progress, signal }), () => progress.stage("stopping after the network calls in progress"));
        // a study's folder may be called like its patient: only a path that was given is printed
        const place = raw.output ?? (options.deidentify ? `${basename(options.output)} beside the study` : "the folder beside the study, named like it with _mri-sr behind");
        process.stdout.write(json ? `${JSON.stringify({ event: "done", report })}\n` : `${summary(report)}\nresults and report.json are in ${place}\n`);
        if (report.series.some(({ outcome }) => outcome === "failed"))
            exit(SOME_FAILED);
    });
}
//# sourceMappingURL=restore.js.map