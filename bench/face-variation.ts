/**
 * Does DR2 remove what degradations differ in? D blind degradations of one face: the mean difference between them before, after DR2's
 * removal, and after the enhancement, and each one's distance from the truth. Goal: the removal's results differ less than its inputs.
 *
 *   npx tsx bench/face-variation.ts DATA [--split validation] [--kind blind] [--limit 10] [--degradations 6] [--preset balanced]
 *     [--setting slight|mild|medium|severe] [--threads N] [--model dr2=FOLDER] [--prior FOLDER] [--regression FOLDER] [--json FILE]
 *
 * --setting takes one setting for all degradations; without it each gets the one that its preset chooses. Levels of 8 bits, root mean square.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { dr2Clean, removals } from "../pipelines/faces/methods/dr2.js";
import type { RemovalName } from "../pipelines/faces/methods/method.js";
import { restoreFace } from "../pipelines/faces/restore-face.js";
import type { Preset } from "../shared/runtime/presets.js";
import { affine } from "../shared/tensor/loops.js";
import type { Tensor } from "../shared/tensor/tensor.js";
import { degraded, heldFaces, openOrSay, type Kind, type Split } from "./face-validation.js";

const { values: o, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    split: { type: "string", default: "validation" }, kind: { type: "string", default: "blind" }, limit: { type: "string", default: "10" }, degradations: { type: "string", default: "6" },
    preset: { type: "string", default: "balanced" }, setting: { type: "string" }, threads: { type: "string", default: String(cpus().length) },
    model: { type: "string", multiple: true, default: [] }, prior: { type: "string" }, regression: { type: "string" }, json: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("face-variation.ts: expected the folder of the data, got nothing; see the top of the file");
const held = await heldFaces(folder, { split: o.split as Split, limit: Number(o.limit) });
const models = await openOrSay("dr2", { threads: Number(o.threads), model: o.model, prior: o.prior, regression: o.regression });
if (models === undefined) process.exit(2);

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const difference = (a: Tensor, b: Tensor): number => 255 * Math.sqrt(a.data.reduce((sum, v, i) => sum + (v - b.data[i]!) ** 2, 0) / a.data.length);
/** Mean over all pairs. */
const spread = (images: readonly Tensor[]): number => mean(images.flatMap((a, i) => images.slice(0, i).map((b) => difference(a, b))));

const stages = ["input", "removed", "restored"] as const;
const found = held.map(() => ({ spread: {} as Record<(typeof stages)[number], number>, error: {} as Record<(typeof stages)[number], number> }));
for (const [i, face] of held.entries()) {
  const images: Record<(typeof stages)[number], Tensor[]> = { input: [], removed: [], restored: [] };
  for (let d = 1; d <= Number(o.degradations); d++) {
    const input = await degraded(face, o.kind as Kind, d);
    const setting = o.setting === undefined ? undefined : removals[o.setting as RemovalName];
    const restored = await restoreFace(models, input, { knobs: { preset: o.preset as Preset, ...setting }, samples: 1, seed: 1 });
    const removal = setting ?? { lowPass: Number(restored.settings.lowPass), tau: Number(restored.settings.tau) };
    const { image } = await dr2Clean(models.prior!, affine(input, [2, 2, 2], [-1, -1, -1]), { removal, seed: 1 });
    images.input.push(input);
    images.removed.push(affine(image, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]));
    images.restored.push(restored.image);
  }
  for (const stage of stages) {
    found[i]!.spread[stage] = spread(images[stage]);
    found[i]!.error[stage] = mean(images[stage].map((image) => difference(image, face.truth)));
  }
}
await models.close();
const rows = stages.map((stage) => ({
  stage, spread: mean(found.map((f) => f.spread[stage])), ofInput: mean(found.map((f) => f.spread[stage] / f.spread.input)), error: mean(found.map((f) => f.error[stage])),
  less: found.filter((f) => f.spread[stage] < f.spread.input).length,
}));
for (const { stage, spread: s, ofInput, error, less } of rows) {
  console.log(`${stage.padEnd(9)} differ by ${s.toFixed(2)} levels (${(100 * ofInput).toFixed(0)} % of the input's)  from the truth ${error.toFixed(2)}${stage === "input" ? "" : `  less than the input for ${less} of ${held.length} faces`}`);
}
const result = { title: "variation between degradations", command: `npx tsx bench/face-variation.ts DATA_FOLDER --kind ${o.kind} --limit ${o.limit} --degradations ${o.degradations} --preset ${o.preset}${o.setting === undefined ? "" : ` --setting ${o.setting}`}`, faces: held.length, rows };
if (o.json !== undefined) await writeFile(o.json, `${JSON.stringify(result, undefined, 1)}\n`);
