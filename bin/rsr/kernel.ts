import { writeFile } from "node:fs/promises";
import { Option, type Command } from "commander";
import { kernelPng, kernelShape, kernelText } from "../../pipelines/remote-sensing/metrics-kernel.js";
import { findings, kernelOf, openMethod, openInput } from "../../pipelines/remote-sensing/index.js";
import { expected } from "../../shared/errors.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";

interface Raw {
  readonly input: string;
  readonly scale: string;
  readonly seed: string;
  readonly model?: string;
  readonly device: string;
  readonly png?: string;
  readonly json?: string;
}

export function register(program: Command): void {
  program
    .command("kernel")
    .description("estimate, print and draw the blur kernel of a scene: that of the sharp scene at --scale times its resolution")
    .requiredOption("--input <scene>", "GeoTIFF, file or URL")
    .addOption(new Option("--scale <factor>", "resolution of the kernel's grid against the scene's").choices(["2", "3", "4"]).default("4"))
    .option("--seed <number>", "seed of the kernel's diffusion", "0")
    .option("--model <folder>", "a ddsr model instead of the one that comes with it")
    .option("--device <name>", "auto, cpu, cuda, tensorrt, webgpu, dml, coreml", "auto")
    .option("--png <file>", "draw the kernel")
    .option("--json <file>", "write the kernel as --kernel of rsr tile, rsr eval and rsr degrade reads it")
    .action(async (raw: Raw) => {
      const text = await onInterrupt((signal) => run(raw, signal), () => process.stderr.write("stopping\n"));
      process.stdout.write(`${text}\n`);
    });
}

async function run(raw: Raw, signal: AbortSignal): Promise<string> {
  const seed = optionChecks("see rsr kernel --help").seed(raw.seed);
  const scene = await openInput(raw.input, { signal });
  try {
    const models = await openMethod({ method: "ddsr", device: raw.device, signal, ...(raw.model !== undefined && { model: raw.model }) });
    try {
      const bands = scene.bands.flatMap(({ interpretation }, b) => (interpretation === "alpha" ? [] : [b]));
      const warn = (message: string): void => void process.stderr.write(`warning: ${message}\n`);
      const found = await findings(scene, bands, { models, scale: Number(raw.scale), seed, kernel: { kind: "auto" }, wantsKernel: true, warn, signal });
      const kernel = kernelOf(found);
      if (kernel === undefined || found.kernel?.source !== "predicted") {
        throw expected("bad-input", { subject: scene.name, want: "a part that is large and valid enough to predict the kernel from", got: "none", advice: "give a scene of at least 32x32 valid pixels" });
      }
      const shape = kernelShape(kernel);
      const { windows, agreement } = found.kernel;
      if (raw.png !== undefined) await save("--png", raw.png, await kernelPng(kernel));
      if (raw.json !== undefined) {
        const record = { size: kernel.size, data: [...kernel.data], ...shape, scale: Number(raw.scale), source: scene.name, model: models.model!.card.id, modelSha256: models.model!.hash, seed, windows, agreement };
        await save("--json", raw.json, `${JSON.stringify(record)}\n`);
      }
      return [
        kernelText(kernel),
        `sigma ${shape.sigma1.toFixed(2)} and ${shape.sigma2.toFixed(2)} pixels of the x${raw.scale} grid, the longer at ${shape.angle.toFixed(0)} degrees; centre ${shape.dx.toFixed(2)}, ${shape.dy.toFixed(2)}`,
        `as an option: --kernel gaussian:${shape.sigma1.toFixed(2)},${shape.sigma2.toFixed(2)},${shape.angle.toFixed(0)}`,
        `${windows} windows voted, mean correlation with the result ${agreement!.toFixed(3)}`,
      ].join("\n");
    } finally {
      await models.close();
    }
  } finally {
    await scene.close();
  }
}

async function save(flag: string, path: string, data: string | Uint8Array): Promise<void> {
  await writeFile(path, data).catch((cause: NodeJS.ErrnoException) => {
    throw expected("bad-option", { subject: flag, want: "a file that can be written", got: `${path} (${cause.code ?? cause.message})`, advice: "choose another", cause });
  });
}
