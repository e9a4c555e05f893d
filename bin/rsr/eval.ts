import type { Command } from "commander";
import { evaluate, type Evaluation } from "../../pipelines/remote-sensing/evaluate.js";
import { openPerceptual } from "../../shared/runtime/judging-network.js";
import { givenKernel, openInput, parseBands, parseKernel } from "../../pipelines/remote-sensing/index.js";
import { expected } from "../../shared/errors.js";
import { optionChecks } from "../../shared/options.js";
import { onInterrupt } from "../shared/interrupt.js";
import { exactJson } from "../shared/json.js";

interface Raw {
  readonly reference: string;
  readonly input: string;
  readonly lr?: string;
  readonly kernel?: string;
  readonly scale?: string;
  readonly range?: string;
  readonly bands?: string;
  readonly perceptual?: string;
  readonly ignoreGeoreference?: boolean;
  readonly json?: boolean;
}

const definitions = `
What is reported:
  PSNR, SSIM      over all compared bands, in units of --range; SSIM as scikit-image with gaussian_weights, sigma 1.5
  SAM             mean angle between pixel vectors, degrees (Kruse et al. 1993)
  ERGAS           100/scale * sqrt(mean (RMSE/mean)^2) (Wald 2000); needs --lr or --scale
  detail          power above the LR Nyquist frequency against the reference's, dB: 0 is right, negative too smooth
with --lr, where A = blur by --kernel (default: none) + antialiased bicubic decimation:
  consistency     |A(result) - LR| in the bands' numbers, and the share within half a step or three deviations of the noise
  reflectance     mean |A(result) - LR| / range
  spectral        mean angle between A(result) and LR, degrees
  spatial         shift of A(result) against LR by phase correlation, LR pixels
  synthesis       mean |result - enlarged LR| / range
  hallucination, omission, improvement
                  shares, summing to 1, of the detail that is in the result only, in the reference only, in both
These six are after opensr-test (Aybar et al. 2024) but are no figures of that package: it decimates and enlarges
bilinearly, measures normalised differences or LPIPS, matches histograms and positions first and leaves a border of 16
pixels out. Here A is the one stated, enlarging is bicubic, distances are |differences| / range, nothing is matched, and
only invalid pixels are left out; detail is where a distance exceeds the 75th percentile of |reference - enlarged LR|.`;

export function register(program: Command): void {
  program
    .command("eval")
    .description("compare a result with its reference, and with what it was made from")
    .requiredOption("--reference <scene>", "high-resolution GeoTIFF, file or URL")
    .requiredOption("--input <scene>", "result of the same size and place")
    .option("--lr <scene>", "the low resolution that the result was made from")
    .option("--kernel <kernel>", "blur between them: gaussian:s1,s2,angle, or a file from rsr kernel or rsr degrade (default: none)")
    .option("--scale <factor>", "LR pixel over HR pixel, for ERGAS without --lr")
    .option("--range <number>", "span of the data (default: 255 for uint8, else the reference's maximum - minimum)")
    .option("--bands <list>", "such as 1,2,3 or 2-4 (default: all but alpha)")
    .option("--perceptual <file>", "your own perceptual network, ONNX: two inputs [n, 3, h, w] in -1..1, one distance each")
    .option("--ignore-georeference", "compare pixel by pixel wherever the images say they are")
    .option("--json", "the figures as JSON")
    .addHelpText("after", definitions)
    .action(async (raw: Raw) => {
      const result = await onInterrupt((signal) => run(raw, signal), () => process.stderr.write("stopping\n"));
      process.stdout.write(raw.json ? `${exactJson(result)}\n` : `${table(result)}\n`);
    });
}

async function run(raw: Raw, signal: AbortSignal): Promise<Evaluation> {
  if (raw.kernel !== undefined && raw.lr === undefined) {
    throw expected("bad-option", { subject: "--kernel", want: "--lr with it", got: "none", advice: "give the low resolution that the kernel leads to" });
  }
  const option = raw.kernel === undefined ? undefined : parseKernel(raw.kernel);
  if (option?.kind === "auto") throw expected("bad-option", { subject: "--kernel", want: "a known kernel", got: "auto", advice: "estimate one with rsr kernel --json and give the file" });
  const { positive } = optionChecks("see rsr eval --help");
  const scale = raw.scale === undefined ? undefined : positive("--scale", raw.scale);
  const range = raw.range === undefined ? undefined : positive("--range", raw.range);
  const bands = raw.bands === undefined ? undefined : parseBands(raw.bands);
  const closing: { close(): Promise<void> }[] = [];
  const kept = async <T extends { close(): Promise<void> }>(opened: Promise<T>): Promise<T> => {
    const it = await opened;
    closing.push(it);
    return it;
  };
  try {
    const reference = await kept(openInput(raw.reference, { signal }));
    const input = await kept(openInput(raw.input, { signal }));
    const low = raw.lr === undefined ? undefined : await kept(openInput(raw.lr, { signal }));
    const kernel = option && low && (await givenKernel(option, reference.width / low.width));
    const perceptual = raw.perceptual === undefined ? undefined : await kept(openPerceptual(raw.perceptual));
    return await evaluate(reference, input, {
      signal, ignoreGeoreference: raw.ignoreGeoreference ?? false,
      ...(low && { low }), ...(kernel && { kernel }), ...(scale !== undefined && { scale }), ...(range !== undefined && { range }), ...(bands && { bands }), ...(perceptual && { perceptual }),
    });
  } finally {
    for (const it of closing) await it.close();
  }
}

function table(e: Evaluation): string {
  const n = (v: number, digits = 4) => (Number.isFinite(v) ? Number(v.toPrecision(digits)).toString() : String(v));
  const list = (values: readonly number[], digits = 4) => values.map((v) => n(v, digits)).join("  ");
  const rows: [string, string][] = [
    ["size", `${e.width}x${e.height}, bands ${e.bands.join(", ")}, ${e.pixels} pixels`],
    ["range", n(e.range, 7)],
    ["PSNR", `${e.psnr.toFixed(2)} dB   per band ${e.psnrPerBand.map((v) => v.toFixed(2)).join("  ")}`],
    ["RMSE", list(e.rmsePerBand)],
  ];
  if (e.ssim !== undefined) rows.push(["SSIM", e.ssim.toFixed(4)]);
  if (e.sam !== undefined) rows.push(["SAM", `${n(e.sam)} degrees`]);
  if (e.ergas !== undefined) rows.push(["ERGAS", n(e.ergas)]);
  if (e.detailDecibels !== undefined) rows.push(["detail", `${e.detailDecibels.toFixed(2)} dB of the reference's`]);
  if (e.perceptual !== undefined) rows.push(["perceptual", n(e.perceptual)]);
  if (e.low) {
    const { consistency: c, shift } = e.low;
    rows.push(["consistency", `max ${list(c.max)}   rms ${list(c.rms)}   within ${(100 * c.share).toFixed(2)} %`]);
    rows.push(["reflectance", n(e.low.reflectance)]);
    if (e.low.spectral !== undefined) rows.push(["spectral", `${n(e.low.spectral)} degrees`]);
    if (e.low.spatial !== undefined && shift) rows.push(["spatial", `${e.low.spatial.toFixed(3)} LR pixels (${shift.dx.toFixed(3)}, ${shift.dy.toFixed(3)})`]);
    rows.push(["synthesis", n(e.low.synthesis)]);
    for (const name of ["hallucination", "omission", "improvement"] as const) rows.push([name, e.low[name].toFixed(4)]);
  }
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join("\n");
}
