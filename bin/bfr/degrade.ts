import { Option, type Command } from "commander";
import { severityNames, type Recipe, type Severity } from "../../pipelines/faces/degrade-recipe.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";

interface Raw {
  readonly output: string;
  readonly kind: "blind" | "turbulence";
  readonly severity?: Severity;
  readonly sigma?: string;
  readonly scale?: string;
  readonly noise?: string;
  readonly quality?: string;
  readonly tilt?: string;
  readonly correlation?: string;
  readonly blur?: string;
  readonly faceSize?: string;
  readonly alignedSize?: string;
  readonly keepSmall?: boolean;
  readonly seed: string;
  readonly overwrite?: boolean;
}

const definitions = `
Parameters that are not given are those of --severity, or without it drawn by --seed from what the networks were trained on:
blind: blur 0.1-7.5, shrinking 0.8-16, noise 0-20, JPEG 30-100; turbulence: tilt 0.3-3, correlation 5-16, blur 0.8-5,
shrinking 1-3, noise 0-12. All of them are printed. Lengths are pixels of a face of 256 px; --face-size says how large the
faces of this photograph are. A .jpg output is compressed once more; choose .png to keep what the chain made.`;

const { wrong, whole, seed } = optionChecks("see bfr degrade --help");

export function register(program: Command): void {
  program
    .command("degrade")
    .argument("<photo>", "the truth: a photograph, or an aligned crop")
    .description("make test input: blur, shrinking, noise and JPEG, or atmospheric turbulence")
    .requiredOption("--output <file>", "the degraded photograph, of the same size")
    .addOption(new Option("--kind <kind>", "which chain").choices(["blind", "turbulence"]).default("blind"))
    .addOption(new Option("--severity <name>", "fixed parameters").choices(severityNames))
    .option("--sigma <s>", "blind: deviation of the blur, or s1,s2,angle in degrees")
    .option("--scale <factor>", "shrinking before the noise")
    .option("--noise <levels>", "standard deviation in 8-bit levels")
    .option("--quality <q>", "blind: of the JPEG, 1 to 100")
    .option("--tilt <px>", "turbulence: root mean square shift")
    .option("--correlation <px>", "turbulence: smoothness of the shifts")
    .option("--blur <px>", "turbulence: largest deviation of the blur")
    .option("--face-size <px>", "side of a face's template square in the photograph (default: 256)")
    .option("--aligned-size <px>", "the photograph is an aligned crop: bring it to this side first")
    .option("--keep-small", "leave the result at its small size")
    .option("--seed <number>", "of the drawn parameters, the noise and the fields", "0")
    .option("--overwrite", "replace an output that exists")
    .addHelpText("after", definitions)
    .action(async (input: string, raw: Raw) => {
      if (raw.faceSize !== undefined && raw.alignedSize !== undefined) throw wrong("--face-size, --aligned-size", "one of them", "both");
      const size = (flag: string, text: string): number => whole(flag, text, { from: 16, to: 16384 });
      const options = {
        input, output: raw.output, recipe: recipe(raw), keepSmall: raw.keepSmall ?? false, overwrite: raw.overwrite ?? false,
        ...(raw.faceSize !== undefined && { faceSide: size("--face-size", raw.faceSize) }),
        ...(raw.alignedSize !== undefined && { alignedSize: size("--aligned-size", raw.alignedSize) }),
      };
      const { degradeFile } = await import("../../pipelines/faces/degrade.js");
      const record = await onInterrupt((signal) => degradeFile({ ...options, signal }), () => process.stderr.write("stopping\n"));
      process.stdout.write(`${JSON.stringify(record, undefined, 2)}\n`);
    });
}

function recipe(raw: Raw): Recipe {
  const { kind } = raw;
  for (const [flag, given, home] of [
    ["--sigma", raw.sigma, "blind"], ["--quality", raw.quality, "blind"],
    ["--tilt", raw.tilt, "turbulence"], ["--correlation", raw.correlation, "turbulence"], ["--blur", raw.blur, "turbulence"],
  ] as const) {
    if (given !== undefined && kind !== home) throw wrong(flag, `--kind ${home} with it`, kind);
  }
  const common = {
    seed: seed(raw.seed), ...(raw.severity !== undefined && { severity: raw.severity }),
    ...(raw.scale !== undefined && { scale: within("--scale", raw.scale, 0.8, 32) }),
    ...(raw.noise !== undefined && { noise: within("--noise", raw.noise, 0, 128) / 255 }),
  };
  if (kind === "turbulence") {
    return {
      kind, ...common,
      ...(raw.tilt !== undefined && { tilt: within("--tilt", raw.tilt, 0, 32) }),
      ...(raw.correlation !== undefined && { correlation: within("--correlation", raw.correlation, 1, 64) }),
      ...(raw.blur !== undefined && { blur: within("--blur", raw.blur, 0, 16) }),
    };
  }
  return { kind, ...common, ...(raw.sigma !== undefined && blurOf(raw.sigma)), ...(raw.quality !== undefined && { quality: whole("--quality", raw.quality, { from: 1, to: 100 }) }) };
}

function blurOf(text: string): { sigma: [number, number]; angle?: number } {
  const parts = text.split(",");
  if (parts.length !== 1 && parts.length !== 3) throw wrong("--sigma", "one deviation, or s1,s2,angle", text);
  const first = within("--sigma", parts[0]!, 0.05, 16);
  if (parts.length === 1) return { sigma: [first, first], angle: 0 };
  return { sigma: [first, within("--sigma", parts[1]!, 0.05, 16)], angle: (within("--sigma", parts[2]!, -360, 360) * Math.PI) / 180 };
}

function within(flag: string, text: string, from: number, to: number): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value >= from && value <= to)) throw wrong(flag, `a number from ${from} to ${to}`, text);
  return value;
}
