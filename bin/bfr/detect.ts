import type { Command } from "commander";
import { defaults, parseDetectOptions, type RawDetectOptions } from "../../pipelines/faces/options.js";
import { exactJson } from "../shared/json.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED, type Exit } from "../shared/main.js";

const exitCodes = `
Faces are numbered in reading order: rows from the top, in a row from the left. The numbers are those of bfr --only.
Exit code: 0 done (a photograph without a face is an answer), 2 something to put right, 3 some of several photographs failed.`;

export function register(program: Command, exit: Exit): void {
  program
    .command("detect")
    .argument("<input...>", "photographs")
    .description("list the faces of photographs: boxes, landmarks, scores")
    .option("--output <place>", "a file for one photograph, or a folder for photo_faces.jpg: copies with the faces marked and numbered")
    .option("--min-size <px>", `smallest aligned square (default: ${defaults.minSize})`)
    .option("--device <name>", "as of bfr restore")
    .option("--threads <n>", "as of bfr restore")
    .option("--overwrite", "replace copies that exist")
    .option("--json", "the same as JSON")
    .addHelpText("after", exitCodes)
    .action(async (inputs: string[], { json, ...raw }: RawDetectOptions & { json?: boolean }) => {
      const options = parseDetectOptions(raw);
      const { detectionText, findInPhotos } = await import("../../pipelines/faces/report-detect.js");
      const found = await onInterrupt((signal) => findInPhotos(inputs, options, signal), () => process.stderr.write("stopping\n"));
      process.stdout.write(`${json ? exactJson(found) : found.map(detectionText).join("\n")}\n`);
      if (found.some(({ problem }) => problem !== undefined)) exit(SOME_FAILED);
    });
}
