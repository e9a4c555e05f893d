import { Command } from "commander";
import { versions } from "../../shared/report/versions.js";
import { registerBatch } from "../shared/batch.js";
import type { Exit } from "../shared/main.js";
import { registerModels } from "../shared/models.js";
import { register as degrade } from "./degrade.js";
import { register as detect } from "./detect.js";
import { register as evaluate } from "./eval.js";
import { exitCodes, register as restore, photoOptions } from "./restore.js";

/** The command `bfr` with all its sub-commands. */
export function bfr(exit: Exit): Command {
  const program = new Command("bfr")
    .description("Blind restoration of the faces in photographs. Restored faces are partly made up.")
    .version(versions()["domain-sr"])
    .exitOverride()
    .showHelpAfterError("(see bfr --help, or bfr <command> --help)");
  for (const register of [restore, detect, evaluate, degrade]) register(program, exit);
  registerModels(program, { task: "face-restoration", domain: "face", channels: "channels", none: "--method bicubic needs none" });
  registerBatch(program, { domain: async () => (await import("../../pipelines/faces/job.js")).domain, inputs: "photographs", many: "photographs", addOptions: photoOptions, exit });
  program.commands.forEach((command) => command.exitOverride());
  const main = program.commands.find((command) => command.name() === "restore")!;
  return program.addHelpText("after", () => `\nWithout a command, bfr PHOTO... is bfr restore PHOTO...:\n\n${main.helpInformation()}${exitCodes}`);
}
