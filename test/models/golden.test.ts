import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listModels } from "../../shared/runtime/find-model.js";
import { openModel } from "../../shared/runtime/model.js";

/** Written by models/training/export.py: PyTorch's own output at 64 places, for inputs of one formula. */
interface Golden {
  readonly inputs: Record<string, number[]>;
  /** Inputs that hold one number. */
  readonly fill?: Record<string, number>;
  readonly output: string;
  readonly shape: number[];
  readonly index: number[];
  readonly value: number[];
}

/** example() of models/training/export.py. */
function example(name: string, dims: readonly number[], fill: Record<string, number> = { scale: 4, t: 500 }): Float32Array {
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 0.37) * 0.5 + 0.5);
  if (fill[name] !== undefined) data.fill(fill[name]);
  if (name === "kernel") {
    for (let n = 0; n < dims[0]!; n++) {
      const one = data.subarray(n * 625, (n + 1) * 625);
      const sum = one.reduce((a, b) => a + b, 0);
      one.forEach((v, i) => (one[i] = v / sum));
    }
  }
  return data;
}

describe.each(await listModels())("the shipped model $id", (entry) => {
  it("computes in onnxruntime what it computed in PyTorch, and is as small as promised", async () => {
    expect("problem" in entry ? entry.problem : undefined).toBeUndefined();
    const file = join(entry.folder, "golden.json");
    expect(existsSync(file)).toBe(true);
    const goldens = JSON.parse(await readFile(file, "utf8")) as Record<string, Golden>;
    const model = await openModel(entry.folder, { device: "cpu", threads: 1 });
    try {
      expect(Object.keys(goldens).sort()).toEqual(Object.keys(model.card.networks).sort());
      for (const [network, { inputs, fill, output, shape, index, value }] of Object.entries(goldens)) {
        const fed = Object.fromEntries(Object.entries(inputs).map(([name, dims]) => [name, { data: example(name, dims, fill), dims }]));
        const result = (await model.run(network, fed))[output]!;
        expect(result.dims).toEqual(shape);
        const largest = Math.max(...value.map(Math.abs));
        expect(largest).toBeGreaterThan(0);
        index.forEach((place, i) => expect(Math.abs(result.data[place]! - value[i]!)).toBeLessThan(1e-4 * Math.max(1, largest)));
      }
    } finally {
      await model.close();
    }
  });
});
