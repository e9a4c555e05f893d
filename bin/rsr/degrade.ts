import { Option, type Command } from "commander";
import { degradeScene, parseDegradeKernel, parseNoise } from "../../pipelines/remote-sensing/degrade.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";

interface Raw {
  readonly input: string;
  readonly output: string;
  readonly scale: string;
  readonly kernel: string;
  readonly noise: string;
  readonly seed: string;
  readonly overwrite?: boolean;
}

export function register(program: Command): void {
  program
    .command("degrade")
    .description("make a low-resolution test scene with a known blur kernel: blur, antialiased bicubic decimation, noise")
    .requiredOption("--input <scene>", "high-resolution GeoTIFF, file or URL; its width and height must be multiples of the scale")
    .requiredOption("--output <file>", "GeoTIFF to write; the kernel and all that was drawn go to <file>.kernel.json, which --kernel reads")
    .addOption(new Option("--scale <factor>", "pixels become this much larger").choices(["2", "3", "4"]).default("4"))
    .option("--kernel <kernel>", "none, random, gaussian:s1,s2,angle (input pixels, degrees), or a file from rsr kernel or rsr degrade", "none")
    .option("--noise <sigma>", "standard deviation in the bands' own numbers, or a share such as 5/255: of the type's range for 8 bits, else of the band's 1st to 99th percentile", "0")
    .option("--seed <number>", "seed of a random kernel and of the noise", "0")
    .option("--overwrite", "replace an output that exists")
    .action(async (raw: Raw) => {
      const seed = optionChecks("see rsr degrade --help").seed(raw.seed);
      const options = { input: raw.input, output: raw.output, scale: Number(raw.scale), kernel: parseDegradeKernel(raw.kernel), noise: parseNoise(raw.noise), seed, overwrite: raw.overwrite ?? false };
      const { data: _, size: __, ...record } = await onInterrupt((signal) => degradeScene(options, signal), () => process.stderr.write("stopping\n"));
      console.log(JSON.stringify(record, undefined, 2));
    });
}
