/**
 * Makes examples/scene.tif: a synthetic aerial scene of 256 x 256 pixels of 1 m, uint16 reflectance x 10000, red, green,
 * blue and near infrared, in UTM, with a corner outside of the footprint (nodata 0). Nothing in it is a real place.
 *
 *   npx tsx examples/make-scene.ts [--output scene.tif] [--truth truth.tif] [--seed 7]
 *
 * --truth also writes the scene at 0.25 m before the sensor's blur, decimation and noise, for `rsr eval`.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { blurDecimate } from "../shared/degradation/decimate.js";
import { gaussianKernel } from "../shared/degradation/kernel.js";
import { placedNoise } from "../shared/diffusion/noise.js";
import { tensor, type Tensor } from "../shared/tensor/tensor.js";
import { createCog } from "../pipelines/remote-sensing/write.js";
import type { Band } from "../pipelines/remote-sensing/raster.js";
import { SIDE_METRES, countryside } from "./scene/countryside.js";
import { BANDS, type Ground } from "./scene/ground.js";
import { utm, virtualScene } from "./scene/virtual-scene.js";

const SCALE = 4;
const SIDE = 256;
const REFLECTANCE_UNIT = 10000;
/** The sensor: an elongated blur (the platform moves), and noise that grows with the light. */
const KERNEL = gaussianKernel({ sigma1: 1.9, sigma2: 1.4, angle: 0.5 });
const READ_NOISE = 9;
const SHOT_NOISE = 0.35; // times the square root of the number

const names = ["Red", "Green", "Blue", "NIR"];
const bands: readonly Band[] = names.map((description, b) => ({
  description, interpretation: (["red", "green", "blue", "undefined"] as const)[b]!, scale: 1 / REFLECTANCE_UNIT, offset: 0,
}));

const { values: o } = parseArgs({ options: { output: { type: "string" }, truth: { type: "string" }, seed: { type: "string", default: "7" } } });
const seed = Number(o.seed);
const output = o.output ?? join(dirname(fileURLToPath(import.meta.url)), "scene.tif");

const truth = planes(countryside({ side: SIDE * SCALE, seed }));
const measured = blurDecimate(KERNEL, SCALE).apply(truth);
const noise = placedNoise(seed).fill(measured.dims, 0, { row: 0, col: 0 });
measured.data.forEach((v, i) => (measured.data[i] = v + noise.data[i]! * Math.hypot(READ_NOISE, SHOT_NOISE * Math.sqrt(Math.max(0, v)))));

await write(output, measured, 1);
if (o.truth !== undefined) await write(o.truth, truth, 1 / SCALE);

function planes({ side, reflectance }: Ground): Tensor {
  const out = tensor([1, BANDS, side, side]);
  reflectance.forEach((plane, b) => plane.forEach((v, i) => (out.data[b * side * side + i] = v * REFLECTANCE_UNIT)));
  return out;
}

/** The footprint's edge runs through the lower right corner; x and y in metres. */
function inFootprint(x: number, y: number): boolean {
  return 0.42 * x + y < 0.42 * SIDE_METRES + 196;
}

async function write(path: string, { data, dims: [, , height, width] }: Tensor, pixel: number): Promise<void> {
  const scene = virtualScene({
    name: "synthetic countryside", width, height, sampleType: "uint16", bands, nodata: 0,
    georeference: utm({ zone: 31, x: 512000, y: 4652256, pixel }),
    band: (b, window) => {
      const values = new Float64Array(window.width * window.height);
      const valid = new Uint8Array(values.length);
      for (let i = 0, at = 0; i < window.height; i++) {
        for (let j = 0; j < window.width; j++, at++) {
          const [row, col] = [window.row + i, window.col + j];
          values[at] = Math.max(1, data[(b * height + row) * width + col]!); // 0 means: not measured
          valid[at] = inFootprint((col + 0.5) * pixel, (row + 0.5) * pixel) ? 1 : 0;
        }
      }
      return { values, valid };
    },
  });
  const all = bands.map((_, b) => b);
  const writer = await createCog(path, {
    scene, window: { col: 0, row: 0, width, height }, scale: 1, bands: all, overwrite: true,
    metadata: { SOURCE: "synthetic, examples/make-scene.ts", SEED: String(seed) },
  });
  for (let row = 0; row < writer.blocksDown; row++) {
    for (let col = 0; col < writer.blocksAcross; col++) {
      const block = await scene.read({
        col: col * writer.blockSize, row: row * writer.blockSize,
        width: Math.min(writer.blockSize, width - col * writer.blockSize), height: Math.min(writer.blockSize, height - row * writer.blockSize),
      });
      await writer.write(col, row, block.bands, block.valid);
    }
  }
  await writer.finish();
}
