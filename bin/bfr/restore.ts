import type { Command } from "commander";
import { defaults, methodNames, parseRestoreOptions, photoFormats, type RawRestoreOptions } from "../../pipelines/faces/options.js";
import { summary } from "../../pipelines/faces/report.js";
import { restorePhotos } from "../../pipelines/faces/restore.js";
import { jsonLines, progressOn } from "../../shared/report/progress.js";
import { presetNames } from "../../shared/runtime/presets.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED, type Exit } from "../shared/main.js";

export const exitCodes = `
Restored faces are partly made up by a network: they are not evidence of what a person looks like or who they are.

results of photo.jpg  photo_bfr.jpg, photo_bfr.json (what was done with each face, with what), photo_bfr_deviation.png with
                      --samples (16-bit grey: white is a standard deviation of a quarter of the full range), photo_bfr_report/
                      with --report. The photograph itself is never touched.
Exit code: 0 all done, 1 a fault of this program, 2 something to put right in the input or the options (a photograph without a
face is one), 3 some of several photographs failed and the others are done, 130 interrupted.`;

const faces = { one: "face", many: "faces" };
const samples = { one: "sample", many: "samples" };

/** What is done with a photograph; the batch has the same. */
export function photoOptions(command: Command): Command {
  return command
    .option("--method <name>", `${methodNames.join(", ")} (default: ${defaults.method})`)
    .option("--preset <name>", `${presetNames.join(", ")}: from near the mean to near the true sharpness, where more is made up (default: ${defaults.preset})`)
    .option("--aligned", "the inputs are square crops of one upright face (FFHQ template): nothing is looked for, 256 x 256 pixels come out")
    .option("--upscale <n>", `1, 2 or 4: the whole photograph is enlarged, its background by bicubic interpolation (default: ${defaults.upscale})`)
    .option("--only <which>", `all, largest, or the number of a face in bfr detect (default: ${defaults.only})`)
    .option("--min-size <px>", `faces whose aligned square is smaller are left alone (default: ${defaults.minSize})`)
    .option("--samples <k>", "mean of k samples, a map of where they differ, and a warning where they look like different people")
    .option("--start <n>", "difface, diffbfr, at-*: step of the chain, 0 to 649, where sampling starts; small is faithful, large is realistic (default: chosen for each face)")
    .option("--eta <x>", "difface, diffbfr, at-*: share of fresh noise at each step, 0 to 1 (default: the preset's)")
    .option("--removal <name>", "dr2: slight, mild, medium or severe: how much of the input is taken for degradation; auto: as bad as each face is (default: auto)")
    .option("--low-pass <n>", "dr2: factor of the low-pass that is kept from the input: 1, 2, 4, 8, 16 or 32 (default: the removal's)")
    .option("--tau <n>", "dr2: step of 100, 0 to 64, where the clean estimate is taken (default: the removal's)")
    .option("--seed <n>", `default: ${defaults.seed}`)
    .option("--model <folder>", "a model of that method instead of the one that comes with it")
    .option("--prior <folder>", "dr2, diffbfr: another face prior")
    .option("--regression <folder>", "difface, dr2, diffbfr: another regression model")
    .option("--device <name>", "auto, cpu, cuda, tensorrt, webgpu, dml, coreml (default: auto)")
    .option("--threads <n>", "of the networks (default: all cores)")
    .option("--format <name>", `${photoFormats.join(", ")} (default: that of the input)`)
    .option("--quality <n>", "1 to 100, for JPEG, WebP and AVIF (default: 95, of AVIF 85)")
    .option("--report", "a page of every face before and after, for a browser without a network");
}

export function register(program: Command, exit: Exit): void {
  const restore = program
    .command("restore", { isDefault: true })
    .argument("<input...>", "photographs: JPEG, PNG, WebP, TIFF or AVIF")
    .description("find every face of a photograph, restore it and blend it back")
    .option("--output <place>", "a file for one photograph, or a folder (default: photo_bfr.jpg beside photo.jpg)");
  photoOptions(restore)
    .option("--resume", "skip the photographs that an interrupted run completed")
    .option("--overwrite", "replace results that exist")
    .option("--json", "JSON lines on stdout: progress, then the report")
    .addHelpText("after", exitCodes)
    .action(async (inputs: string[], { json, ...raw }: RawRestoreOptions & { json?: boolean }) => {
      const options = parseRestoreOptions(raw);
      const unit = options.samples > 1 ? samples : faces;
      const progress = json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
      const { report, places } = await onInterrupt((signal) => restorePhotos(inputs, options, { progress, signal }), () => progress.stage("stopping after the network call in progress"));
      process.stdout.write(json ? `${JSON.stringify({ event: "done", report })}\n` : `${summary(report, places)}\n`);
      if (report.photos.some(({ outcome }) => outcome === "failed")) exit(SOME_FAILED);
    });
}
