/**
 * Tiled against untiled: the share of output samples that differ by at most 1/255 of the scene's range (the goal is 99.9 %),
 * and the largest difference, for every method.
 *
 *   npx tsx bench/seams.ts [--methods ddsr,tesr,dmdc,regression,bicubic] [--model ddsr=FOLDER] [--side 1024] [--scale 4] [--tile 512] [--preset balanced]
 *
 * Untiled means one tile of the whole output: a 1024 x 1024 scene at x4 takes some 10 GB then.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { methodNames, openMethod, restoreTensor, type MethodName, type Preset } from "../pipelines/remote-sensing/index.js";
import { renderedScene } from "./generated-scene.js";

const { values: o } = parseArgs({
  options: {
    methods: { type: "string", default: methodNames.join(",") },
    model: { type: "string", multiple: true, default: [] },
    side: { type: "string", default: "1024" },
    scale: { type: "string", default: "4" },
    tile: { type: "string", default: "512" },
    preset: { type: "string", default: "balanced" },
    threads: { type: "string", default: String(cpus().length) },
  },
});
const scale = Number(o.scale);
const whole = scale * Number(o.side);
const tile = Number(o.tile);
if (!(tile < whole)) throw new Error(`seams.ts: expected --tile below the output's ${whole} pixels, got ${o.tile}; give a smaller one`);
const models = new Map(o.model.map((pair) => pair.split("=") as [string, string]));
const lr = renderedScene(Number(o.side));

for (const method of o.methods.split(",") as MethodName[]) {
  const model = models.get(method);
  const opened = await openMethod({ method, device: "cpu", threads: Number(o.threads), ...(model !== undefined && { model }) });
  const run = (size: number) => restoreTensor(opened, lr, { scale, seed: 1, sampleType: "uint16", tile: size, ...(opened.model?.card.diffusion && { preset: o.preset as Preset }) });
  const [tiled, untiled] = [await run(tile), await run(whole)];
  await opened.close();
  const plane = whole * whole;
  const { bands } = untiled.findings.statistics;
  let close = 0;
  let worst = 0;
  for (let i = 0; i < untiled.image.data.length; i++) {
    const { minimum, maximum } = bands[Math.floor(i / plane)]!;
    const difference = Math.abs(tiled.image.data[i]! - untiled.image.data[i]!) / (maximum - minimum);
    if (difference <= 1 / 255) close++;
    worst = Math.max(worst, difference);
  }
  console.log(`${method.padEnd(11)} ${((100 * close) / untiled.image.data.length).toFixed(4)} % within 1/255 of the range, largest ${(255 * worst).toFixed(3)}/255, ${tiled.networkCalls} and ${untiled.networkCalls} network calls`);
}
