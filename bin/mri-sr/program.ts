import { Command } from "commander";
import { versions } from "../../shared/report/versions.js";
import { registerBatch } from "../shared/batch.js";
import type { Exit } from "../shared/main.js";
import { registerModels } from "../shared/models.js";
import { register as deidentify } from "./deidentify.js";
import { pacsSource } from "./batch-pacs.js";
import { register as degrade } from "./degrade.js";
import { register as echo } from "./echo.js";
import { register as evaluate } from "./eval.js";
import { register as inspect } from "./inspect.js";
import { register as listen } from "./listen.js";
import { register as pull } from "./pull.js";
import { register as push } from "./push.js";
import { exitCodes, register as restore, studyOptions } from "./restore.js";

/** The command `mri-sr` with all its sub-commands. */
export function mriSr(exit: Exit): Command {
  const program = new Command("mri-sr")
    .description("Denoising and super-resolution of MR studies. Not for primary diagnosis.")
    .version(versions()["domain-sr"])
    .exitOverride()
    .showHelpAfterError("(see mri-sr --help, or mri-sr <command> --help)");
  for (const register of [restore, deidentify, inspect, evaluate, degrade, pull, push, listen, echo]) register(program, exit);
  registerModels(program, { task: "mri-sr", domain: "MR", channels: "channel", none: "--method zero-fill needs none" });
  registerBatch(program, { domain: async () => (await import("../../pipelines/mri/index.js")).domain, inputs: "folders of DICOM studies, or NIfTI files", many: "studies", addOptions: studyOptions, source: pacsSource, exit });
  program.commands.forEach((command) => command.exitOverride());
  const main = program.commands.find((command) => command.name() === "restore")!;
  return program.addHelpText("after", () => `\nWithout a command, mri-sr STUDY is mri-sr restore STUDY:\n\n${main.helpInformation()}${exitCodes}`);
}
