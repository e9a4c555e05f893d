import { Command } from "commander";
import { versions } from "../../shared/report/versions.js";
import { register as degrade } from "./degrade.js";
import { register as evaluate } from "./eval.js";
import { register as kernel } from "./kernel.js";
import { registerBatch } from "../shared/batch.js";
import type { Exit } from "../shared/main.js";
import { registerModels } from "../shared/models.js";
import { register as tile, sceneOptions } from "./tile.js";

/** The command `rsr` with all its sub-commands. */
export function rsr(exit: Exit): Command {
  const program = new Command("rsr")
    .description("Diffusion super-resolution of remote-sensing scenes")
    .version(versions()["domain-sr"])
    .exitOverride()
    .showHelpAfterError("(see rsr --help, or rsr <command> --help)");
  for (const register of [tile, kernel, evaluate, degrade]) register(program);
  registerModels(program, { task: "remote-sensing-sr", domain: "remote-sensing", channels: "bands at a time", none: "--method bicubic needs none" });
  registerBatch(program, { domain: async () => (await import("../../pipelines/remote-sensing/index.js")).domain, inputs: "GeoTIFF scenes", many: "scenes", addOptions: sceneOptions, exit });
  program.commands.forEach((command) => command.exitOverride());
  return program;
}
