import { existsSync } from "node:fs";
import { createCog } from "../pipelines/remote-sensing/index.js";
import { countryside } from "../examples/scene/countryside.js";
import { utm, virtualScene } from "../examples/scene/virtual-scene.js";
import { randomStream } from "../shared/degradation/random.js";
import { tensor, type Tensor } from "../shared/tensor/tensor.js";

/** A rendered scene of red, green and blue, [1, 3, side, side], reflectance x 10000 with the noise of a sensor. */
export function renderedScene(side: number, seed = 7): Tensor {
  const { reflectance } = countryside({ side, seed });
  const random = randomStream(seed, 0);
  const out = tensor([1, 3, side, side]);
  for (let b = 0; b < 3; b++) for (let i = 0; i < side * side; i++) out.data[b * side * side + i] = Math.max(1, Math.round(10000 * reflectance[b]![i]! + 12 * random.normal()));
  return out;
}

/** Writes a side x side scene of three uint16 bands to `path`, unless it is there: one rendered patch repeated, each at a level of its own. */
export async function sceneFile(path: string, side: number): Promise<string> {
  if (existsSync(path)) return path;
  const patch = renderedScene(512).data;
  const scene = virtualScene({
    name: "generated", width: side, height: side, sampleType: "uint16", georeference: utm({ zone: 31, x: 500000, y: 4650000, pixel: 1 }),
    bands: (["red", "green", "blue"] as const).map((interpretation) => ({ interpretation })),
    band: (b, { row, col, width, height }) => {
      const values = new Float64Array(width * height);
      for (let i = 0, at = 0; i < height; i++) {
        for (let j = 0; j < width; j++, at++) {
          const level = 100 * ((Math.floor((row + i) / 512) * 7 + Math.floor((col + j) / 512) * 3) % 11);
          values[at] = patch[(b * 512 + ((row + i) % 512)) * 512 + ((col + j) % 512)]! + level;
        }
      }
      return { values, valid: new Uint8Array(width * height).fill(1) };
    },
  });
  const writer = await createCog(path, { scene, window: { col: 0, row: 0, width: side, height: side }, scale: 1, bands: [0, 1, 2], metadata: {}, overwrite: true });
  for (let row = 0; row < writer.blocksDown; row++) {
    for (let col = 0; col < writer.blocksAcross; col++) {
      const [left, top] = [col * writer.blockSize, row * writer.blockSize];
      const block = await scene.read({ col: left, row: top, width: Math.min(writer.blockSize, side - left), height: Math.min(writer.blockSize, side - top) });
      await writer.write(col, row, block.bands, block.valid);
    }
  }
  await writer.finish();
  return path;
}
