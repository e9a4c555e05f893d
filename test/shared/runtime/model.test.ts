import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placedNoise } from "../../../shared/diffusion/noise.js";
import { cosine, linear } from "../../../shared/diffusion/schedule.js";
import type { Card } from "../../../shared/runtime/card.js";
import { Lanes, openModel, type Model, type OpenOptions } from "../../../shared/runtime/model.js";
import { tensor, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";
import { TINY_METHODS, tinyModel, writeModel } from "../../tiny-models/model-folder.js";
import { CODE, FEATURES, scaled, slow } from "../../tiny-models/networks.js";
import { node, type OnnxGraph } from "../../tiny-models/onnx.js";

const folders: string[] = [];
const models: Model[] = [];
async function open(folder: Promise<string>, options?: OpenOptions): Promise<Model> {
  folders.push(await folder);
  const model = await openModel(await folder, { device: "cpu", threads: 1, ...options });
  models.push(model);
  return model;
}
afterAll(async () => {
  for (const model of models) await model.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});
const image = (dims: Dims, seed = 1): Tensor => placedNoise(seed).fill(dims, 0, Array.from({ length: dims[0] }, (_, i) => ({ row: 1000 * i, col: 0 })));
const ones = (dims: Dims) => tensor(dims, new Float32Array(dims.reduce((a, b) => a * b)).fill(1));

/** out = gain * z, with t read and cancelled so that it stays an input. */
function withLevel(output: string, gain: number, shape: readonly (number | string)[] = ["n", 3, "h", "w"]): OnnxGraph {
  return {
    inputs: { z: shape, t: ["n"] },
    outputs: { [output]: shape },
    initializers: { gain: { dims: [1], data: Float32Array.of(gain) }, zero: { dims: [1], data: Float32Array.of(0) } },
    nodes: [node("ReduceSum", ["t"], "level", { keepdims: 0 }), node("Mul", ["level", "zero"], "nothing"), node("Mul", ["z", "gain"], "scaled"), node("Add", ["scaled", "nothing"], output)],
  };
}
const diffusion = (prediction: "x0" | "epsilon" | "v", schedule: NonNullable<Card["diffusion"]>["schedule"]): Partial<Card> => ({ diffusion: { prediction, schedule, presets: {} } });

describe("run", () => {
  let model: Model;
  beforeAll(async () => {
    model = await open(writeModel({ model: scaled("x", "y", 0.5), half: { ...scaled("x", "y", 0), initializers: { gain: { dims: [1], data: Float32Array.of(2) } } } }));
  });

  it("gives each network's outputs by name, for any batch and size, and leaves the inputs to the caller", async () => {
    const x = image([2, 3, 5, 7]);
    const { y } = await model.run("model", { x });
    expect(y!.dims).toEqual([2, 3, 5, 7]);
    expect(y!.data).toEqual(x.data.map((v) => 0.5 * v));
    expect((await model.run("half", { x: image([1, 3, 4, 4]) })).y!.data).toEqual(image([1, 3, 4, 4]).data.map((v) => 2 * v));
    expect(x.data).toHaveLength(2 * 3 * 5 * 7);
  });

  it("copies inputs into arrays that came back, each call its own and no answer among them", async () => {
    const [a, b] = [image([1, 3, 4, 5]), image([1, 3, 4, 5])];
    b.data.fill(3);
    const answers = [];
    for (const x of [a, b, a]) answers.push((await model.run("model", { x })).y!.data);
    const both = await Promise.all([a, b].map((x) => model.run("model", { x })));
    for (const [x, answer] of [[a, answers[0]], [b, answers[1]], [a, answers[2]], [a, both[0]!.y!.data], [b, both[1]!.y!.data]] as const) expect(answer).toEqual(x.data.map((v) => 0.5 * v));
  });

  it("transfers what it is given", async () => {
    const x = image([1, 3, 5, 7]);
    const wanted = x.data.map((v) => 0.5 * v);
    expect((await model.run("model", { x }, { give: ["x"] })).y!.data).toEqual(wanted);
    expect(x.data).toHaveLength(0);
  });

  it("answers many calls at once, each with its own", async () => {
    const inputs = Array.from({ length: 20 }, (_, i) => image([1, 3, 4, 4], i));
    const outputs = await Promise.all(inputs.map((x) => model.run("model", { x })));
    for (const [i, { y }] of outputs.entries()) expect(y!.data).toEqual(inputs[i]!.data.map((v) => 0.5 * v));
  });

  it("names the network and every wrong input before the runtime sees them", async () => {
    await expect(model.run("model", { z: ones([1, 3, 2, 2]) })).rejects.toThrow("network model of tiny: z is no input; x is missing");
    await expect(model.run("model", { x: ones([1, 4, 2, 2]) })).rejects.toThrow("network model of tiny: x is 1x4x2x2, not nx3xhxw");
    await expect(model.run("stage1", {})).rejects.toThrow("tiny: expected one of the networks model, half, got stage1");
  });

  it("shares a thread with other models of the same network names, which outlive it", async () => {
    const lanes = new Lanes(1);
    try {
      const [half, third] = await Promise.all([0.5, 0.25].map((gain) => open(writeModel({ model: scaled("x", "y", gain) }), { lanes })));
      const x = image([1, 3, 4, 4]);
      const [a, b] = await Promise.all([half!.run("model", { x }), third!.run("model", { x })]);
      expect(a.y!.data).toEqual(x.data.map((v) => 0.5 * v));
      expect(b.y!.data).toEqual(x.data.map((v) => 0.25 * v));
      await half!.close();
      await expect(half!.run("model", { x })).rejects.toThrow("the model is closed");
      expect((await third!.run("model", { x })).y!.data).toEqual(x.data.map((v) => 0.25 * v));
      await third!.close();
    } finally {
      await lanes.end();
    }
    await expect(lanes.whole.ask({ kind: "release", set: 1 })).rejects.toThrow("the network thread ended");
  });

  it("closes quietly after its shared thread has ended", async () => {
    const lanes = new Lanes(1);
    const model = await open(writeModel({ model: scaled("x", "y", 0.5) }), { lanes });
    await lanes.end();
    await expect(model.close()).resolves.toBeUndefined();
  });

  it("takes weights stored as float16", async () => {
    const half: OnnxGraph = {
      inputs: { x: ["n", 3, "h", "w"] },
      outputs: { y: ["n", 3, "h", "w"] },
      initializers: { stored: { dims: [1], data: Uint16Array.of(0x3555) } }, // 0.33325
      nodes: [node("Cast", ["stored"], "gain", { to: 1 }), node("Mul", ["x", "gain"], "y")],
    };
    const { y } = await (await open(writeModel({ model: half }))).run("model", { x: ones([1, 3, 2, 2]) });
    expect(y!.data[0]).toBe(0.333251953125);
  });

  it("carries the runtime's own message from the thread", async () => {
    const broken = await open(writeModel({ model: { inputs: { a: ["n"], b: ["m"] }, outputs: { y: ["k"] }, nodes: [node("Add", ["a", "b"], "y")] } }));
    const column = (n: number) => ({ data: new Float32Array(n), dims: [n] });
    await expect(broken.run("model", { a: column(2), b: column(3) })).rejects.toThrow(/network model of tiny: .*Add/s);
    expect((await broken.run("model", { a: column(3), b: column(3) })).y!.dims).toEqual([3]); // and goes on
  });

  it("says which device it uses, and why not another", async () => {
    expect(model).toMatchObject({ device: "cpu", threads: 1, notes: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe("denoiser", () => {
  const z = image([2, 3, 4, 4]);
  it.each(["x0", "epsilon", "v"] as const)("hides the prediction %s", async (prediction) => {
    const model = await open(writeModel({ denoiser: withLevel(prediction, 0.3) }, { card: diffusion(prediction, { kind: "linear", steps: 1000 }) }));
    const t = 400;
    const x0 = await model.denoiser("denoiser", {})(z, t);
    const A = linear().abar[t]!;
    const wanted = { x0: 0.3, epsilon: (1 - Math.sqrt(1 - A) * 0.3) / Math.sqrt(A), v: Math.sqrt(A) - Math.sqrt(1 - A) * 0.3 }[prediction];
    for (let i = 0; i < z.data.length; i++) expect(x0.data[i]).toBeCloseTo(wanted * z.data[i]!, 5);
    expect(x0.dims).toEqual(z.dims);
  });

  it("uses the card's schedule", async () => {
    const model = await open(writeModel({ denoiser: withLevel("v", 0) }, { card: diffusion("v", { kind: "cosine", steps: 100, s: 0.008 }) }));
    const x0 = await model.denoiser("denoiser", {})(z, 50);
    expect(x0.data[5]! / z.data[5]!).toBeCloseTo(Math.sqrt(cosine(100).abar[50]!), 5);
    await expect(model.denoiser("denoiser", {})(z, 0.5)).rejects.toThrow("v: expected an index of the card's schedule, got t = 0.5");
  });

  it("feeds t once for each item and the conditions at every call", async () => {
    const model = await open(tinyModel("dmdc"));
    const up = image([2, 3, 32, 32], 3);
    const scale = { data: Float32Array.of(4, 2), dims: [2, 1] };
    const denoise = model.denoiser("denoiser", { up, scale });
    const state = tensor([2, 3, 32, 32]);
    const [low, high] = [await denoise(state, 100), await denoise(state, 900)];
    for (const i of [0, 3 * 32 * 32]) expect(high.data[i]! - low.data[i]!).toBeCloseTo(0.8, 5);
    // An item of a batch is what it is alone.
    const alone = model.denoiser("denoiser", { up: tensor([1, 3, 32, 32], up.data.slice(3 * 32 * 32)), scale: { data: Float32Array.of(2), dims: [1, 1] } });
    expect((await alone(tensor([1, 3, 32, 32]), 100)).data).toEqual(low.data.subarray(3 * 32 * 32));
  });

  it("feeds codes as rows", async () => {
    const model = await open(tinyModel("ddsr"));
    const features = { data: new Float32Array(2 * FEATURES).fill(0.5), dims: [2, FEATURES] };
    const code = await model.denoiser("kernel", { features })(image([2, CODE, 1, 1]), 0);
    expect(code.dims).toEqual([2, CODE, 1, 1]);
    expect(code.data.some((v) => v !== 0)).toBe(true);
  });

  it("refuses networks that are no denoisers", async () => {
    const model = await open(tinyModel("regression"));
    expect(() => model.denoiser("model", {})).toThrow("network model of rs-regression: expected inputs z and t and an output x0, epsilon, v, got up, scale, residual");
  });
});

describe("tiny models of all methods", () => {
  it.each(TINY_METHODS)("%s runs", async (method) => {
    const model = await open(tinyModel(method));
    const up = image([1, 3, 32, 48]);
    const scale = { data: Float32Array.of(4), dims: [1, 1] };
    const z = image([1, 3, 32, 48], 2);
    if (method === "regression") expect((await model.run("model", { up, scale })).residual!.dims).toEqual(up.dims);
    if (method === "dmdc") expect((await model.denoiser("denoiser", { up, scale })(z, 10)).data.every(Number.isFinite)).toBe(true);
    if (method === "tesr") {
      const { residual } = await model.run("stage1", { up, scale });
      expect((await model.denoiser("denoiser", { up, first: residual!, scale })(z, 10)).dims).toEqual(up.dims);
    }
    if (method === "ddsr") {
      const { features } = await model.run("encoder", { up, scale });
      expect(features!.dims).toEqual([1, 96, 8, 12]);
      const { features: seen } = await model.run("kernel-encoder", { lr: image([1, 3, 33, 40]), scale });
      expect(seen!.dims).toEqual([1, FEATURES]);
      const kernel = { data: new Float32Array(625).fill(1 / 625), dims: [1, 625] };
      expect((await model.denoiser("denoiser", { up, features: features!, kernel, scale })(z, 10)).dims).toEqual(up.dims);
      expect(JSON.parse(Buffer.from(await model.data("kernel-basis")).toString())).toMatchObject({ size: 25 });
      await expect(model.data("palette")).rejects.toThrow('expected a table "palette" under data, got kernel-basis');
    }
  });
});

describe("a slow network", () => {
  const SIDE = 512;
  let model: Model;
  beforeAll(async () => {
    model = await open(writeModel({ model: slow(24) }));
  });
  const run = (signal?: AbortSignal) => model.run("model", { x: image([1, 1, SIDE, SIDE]) }, signal && { signal });

  it("leaves the event loop free", async () => {
    // The share of time in callbacks: about 1 where the run blocks its caller, however fast or busy the machine is.
    const x = image([1, 1, 2 * SIDE, 2 * SIDE]);
    const before = performance.eventLoopUtilization();
    await model.run("model", { x });
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.25);
  });

  it("is awaited when aborted while it runs, dropped when it waits, and not started when it was aborted before", async () => {
    const controller = new AbortController();
    const settled: string[] = [];
    const runs = [0, 1, 2, 3, 4, 5].map(async (i) => {
      const result = await run(i === 2 ? undefined : controller.signal).then(() => "done", (error: { code: string }) => error.code);
      settled.push(`${i} ${result}`);
    });
    controller.abort(); // two runs are with the thread and four wait; no answer is read before this turn of the loop ends
    await Promise.all(runs);
    expect(settled).toEqual(["3 aborted", "4 aborted", "5 aborted", "0 aborted", "1 aborted", "2 done"]);
    expect((await run()).y!.dims[3]).toBe(SIDE); // those that left kept no place
    await expect(run(controller.signal)).rejects.toMatchObject({ name: "RestorationError", code: "aborted" });
  });

  it("is finished before close, after which nothing runs", async () => {
    const own = await open(writeModel({ model: slow(6) }));
    const calls = [1, 2, 3].map((seed) => own.run("model", { x: image([1, 1, 256, 256], seed) }));
    const [closing, again] = [own.close(), own.close()];
    expect((await Promise.all(calls)).map(({ y }) => y!.dims[2])).toEqual([256, 256, 256]);
    await Promise.all([closing, again]);
    await expect(own.run("model", { x: image([1, 1, 256, 256]) })).rejects.toThrow("run of model: the model is closed");
  });

  it("gives the same bytes with any number of threads", async () => {
    const two = await open(tinyModel("dmdc"), { threads: 2 });
    const one = await open(tinyModel("dmdc"), { threads: 1 });
    const conditions = { up: image([1, 3, 128, 128]), scale: { data: Float32Array.of(3), dims: [1, 1] } };
    const [a, b] = await Promise.all([two, one].map((each) => each.denoiser("denoiser", conditions)(image([1, 3, 128, 128], 2), 500)));
    expect(a!.data).toEqual(b!.data);
  });
});

describe("opening", () => {
  it("can be aborted", async () => {
    await expect(open(tinyModel("dmdc"), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  });
  it("refuses impossible options", async () => {
    await expect(open(tinyModel("dmdc"), { threads: 0 })).rejects.toThrow("--threads: expected a whole number of at least 1, got 0");
    await expect(open(tinyModel("dmdc"), { device: "gpu" as "cpu" })).rejects.toThrow("--device: expected one of auto, cpu, cuda, tensorrt, webgpu, dml, coreml, got gpu");
  });
});
