import type { Command } from "commander";
import type { Evaluation } from "../../pipelines/faces/evaluate.js";
import { onInterrupt } from "../shared/interrupt.js";
import { exactJson } from "../shared/json.js";

interface Raw {
  readonly input: string;
  readonly reference: string;
  readonly lr?: string;
  readonly perceptual?: string;
  readonly embedding?: string;
  readonly json?: boolean;
}

const definitions = `
What is reported:
  PSNR, SSIM      of 8-bit levels (16-bit files by their own white), all channels; SSIM as scikit-image with
                  gaussian_weights, sigma 1.5
  HaarPSI, GMSD   Reisenhofer et al. 2018 (1 is equal) and Xue et al. 2014 (0 is equal), each channel as a gray picture
  spectrum        power in each octave against the reference's, dB: 0 is right, negative too smooth; cycles per pixel
with --lr, what the result was made from:
  consistency     difference of its means over 8 x 8 pixels from the result's, and from the reference's own, 8-bit levels:
                  what blur left of the coarse picture, a restoration should leave alone
with --embedding, of aligned crops:
  identity        cosine similarity to the reference's face embedding, of the result and of --lr`;

export function register(program: Command): void {
  program
    .command("eval")
    .description("compare a result with the truth, and with what it was made from")
    .requiredOption("--input <photo>", "the result")
    .requiredOption("--reference <photo>", "the truth, of the same size")
    .option("--lr <photo>", "what the result was made from, of the same size or smaller")
    .option("--perceptual <file>", "your own perceptual network, ONNX: two inputs [n, 3, h, w] in -1..1, one distance each")
    .option("--embedding <file>", "your own face recognition network, ONNX: RGB [1, 3, 112, 112] as (level - 127) / 128 in, a vector out")
    .option("--json", "the figures as JSON")
    .addHelpText("after", definitions)
    .action(async (raw: Raw) => {
      const result = await onInterrupt((signal) => run(raw, signal), () => process.stderr.write("stopping\n"));
      process.stdout.write(`${raw.json ? exactJson(result) : table(result)}\n`);
    });
}

async function run({ input, reference, lr, perceptual, embedding }: Raw, signal: AbortSignal): Promise<Evaluation> {
  const [{ evaluatePhotos }, { openEmbedding }, { openPerceptual }] = await Promise.all([
    import("../../pipelines/faces/evaluate.js"), import("../../pipelines/faces/evaluate-identity.js"), import("../../shared/runtime/judging-network.js"),
  ]);
  const closing: { close(): Promise<void> }[] = [];
  const kept = async <T extends { close(): Promise<void> }>(opened: Promise<T>): Promise<T> => {
    const it = await opened;
    closing.push(it);
    return it;
  };
  try {
    const judges = {
      ...(perceptual !== undefined && { perceptual: await kept(openPerceptual(perceptual)) }),
      ...(embedding !== undefined && { embedding: await kept(openEmbedding(embedding)) }),
    };
    return await evaluatePhotos({ input, reference, signal, ...judges, ...(lr !== undefined && { low: lr }) });
  } finally {
    for (const it of closing) await it.close();
  }
}

function table({ width, height, fidelity: f, consistency: c, identity: i }: Evaluation): string {
  const rows: [string, string][] = [["size", `${width}x${height}`], ["PSNR", `${f.psnr.toFixed(2)} dB`]];
  if (f.ssim !== undefined) rows.push(["SSIM", f.ssim.toFixed(4)]);
  rows.push(["HaarPSI", f.haarPsi.toFixed(4)], ["GMSD", f.gmsd.toFixed(4)]);
  for (const { low, high, decibels } of f.octaves) rows.push([low === 0.25 ? "spectrum" : "", `${decibels.toFixed(2).padStart(7)} dB at ${Number(low.toPrecision(4))} to ${Number(high.toPrecision(4))} cycles/pixel`]);
  if (f.perceptual !== undefined) rows.push(["perceptual", f.perceptual.toPrecision(4)]);
  if (c) rows.push(["consistency", `rms ${c.result.rms.toFixed(2)}   max ${c.result.max.toFixed(2)} levels (the reference's own: ${c.reference.rms.toFixed(2)}, ${c.reference.max.toFixed(2)})`]);
  if (i) rows.push(["identity", `${i.result.toFixed(4)}${i.input === undefined ? "" : `   of --lr ${i.input.toFixed(4)}`}`]);
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join("\n");
}
