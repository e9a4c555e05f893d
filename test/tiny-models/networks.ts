import { placedNoise } from "../../shared/diffusion/noise.js";
import { node, type Dimension, type Initializer, type OnnxGraph, type OnnxNode } from "./onnx.js";

const IMAGE = ["n", 3, "h", "w"] as const;
const FACTOR = ["n", 1] as const;
export const FEATURES = 16;
export const CODE = 8;

/** output = gain * input, for any shape. */
export function scaled(input: string, output: string, gain: number, extra: Readonly<Record<string, readonly Dimension[]>> = {}): OnnxGraph {
  return {
    inputs: { [input]: IMAGE, ...extra },
    outputs: { [output]: IMAGE },
    initializers: { gain: vector([gain]) },
    nodes: [node("Mul", [input, "gain"], output)],
  };
}

/** Takes about a second for 1x1x1024x1024, without weights: x W W ... W over the last axis, normalized so that it stays finite. */
export function slow(products: number): OnnxGraph {
  const nodes = Array.from({ length: products }, (_, i) => [
    node("MatMul", [i === 0 ? "x" : `x${i}`, "x"], `p${i}`),
    node("Tanh", [`p${i}`], i + 1 === products ? "y" : `x${i + 1}`),
  ]).flat();
  return { inputs: { x: ["n", 1, "h", "h"] }, outputs: { y: ["n", 1, "h", "h"] }, nodes };
}

/** rs-regression: sharpens `up` more for larger factors. A 3x3 neighbourhood, like all the networks here. */
export function regression(output = "residual"): OnnxGraph {
  return graph({
    inputs: { up: IMAGE, scale: FACTOR },
    output: [output, IMAGE],
    nodes: [...detail("up", "high"), ...perItem("scale", "gain"), node("Mul", ["high", "gain"], "sharp"), node("Mul", ["sharp", "tenth"], output)],
  });
}

/** rs-ddsr's LR encoder: means of 4x4 pixels, mixed to 96 channels. */
export function encoder(): OnnxGraph {
  return graph({
    inputs: { up: IMAGE, scale: FACTOR },
    output: ["features", ["n", 96, "h/4", "w/4"]],
    initializers: { mix: weights([96, 3, 1, 1], 1) },
    nodes: [
      node("AveragePool", ["up"], "means", { kernel_shape: [4, 4], strides: [4, 4] }),
      node("Conv", ["means", "mix"], "mixed"),
      ...perItem("scale", "gain"),
      node("Add", ["mixed", "gain"], "features"),
    ],
  });
}

/** rs-ddsr's kernel encoder: what 16 mixtures of mean, roughness and factor say. */
export function kernelEncoder(): OnnxGraph {
  return graph({
    inputs: { lr: ["n", 3, "lh", "lw"], scale: FACTOR },
    output: ["features", ["n", FEATURES]],
    initializers: { mix: weights([7, FEATURES], 2) },
    nodes: [
      ...detail("lr", "high"),
      node("Abs", ["high"], "rough"),
      node("GlobalAveragePool", ["lr"], "mean4"),
      node("GlobalAveragePool", ["rough"], "rough4"),
      node("Flatten", ["mean4"], "means"),
      node("Flatten", ["rough4"], "roughness"),
      node("Concat", ["means", "roughness", "scale"], "all", { axis: 1 }),
      node("MatMul", ["all", "mix"], "features"),
    ],
  });
}

/** rs-ddsr's kernel denoiser: a code from the features, with a little of the state. */
export function kernelDenoiser(): OnnxGraph {
  return graph({
    inputs: { z: ["n", CODE], t: ["n"], features: ["n", FEATURES] },
    output: ["x0", ["n", CODE]],
    initializers: { mix: weights([FEATURES, CODE], 3), columns: shape([-1, 1]) },
    nodes: [
      node("MatMul", ["features", "mix"], "code"),
      node("Tanh", ["code"], "bounded"),
      node("Reshape", ["t", "columns"], "level"),
      node("Mul", ["level", "thousandth"], "small"),
      node("Add", ["bounded", "small"], "shifted"),
      node("Mul", ["z", "tenth"], "trace"),
      node("Add", ["shifted", "trace"], "x0"),
    ],
  });
}

/** A residual denoiser with the inputs of rs-dmdc, rs-tesr ("first") or rs-ddsr ("features", "kernel"). */
export function denoiser({ first = false, features = false, prediction = "x0" } = {}): OnnxGraph {
  const parts = ["trace", "sharp", "level4"];
  const nodes = [
    node("Mul", ["z", "tenth"], "trace"),
    ...detail(first ? "first" : "up", "high"),
    ...perItem("scale", "gain"),
    node("Mul", ["high", "gain"], "sharp"),
    ...perItem("t", "level"),
    node("Mul", ["level", "thousandth"], "level4"),
  ];
  if (first) {
    nodes.push(node("Mul", ["up", "thousandth"], "faint"));
    parts.push("faint");
  }
  if (features) {
    nodes.push(node("Conv", ["features", "project"], "blocks"), node("DepthToSpace", ["blocks"], "pixels", { blocksize: 4 }));
    nodes.push(node("MatMul", ["kernel", "look"], "blur"), node("Reshape", ["blur", "plane3"], "blur4"));
    parts.push("pixels", "blur4");
  }
  return graph({
    inputs: {
      z: IMAGE,
      up: IMAGE,
      ...(first && { first: IMAGE }),
      t: ["n"],
      ...(features && { features: ["n", 96, "h/4", "w/4"], kernel: ["n", 625] }),
      scale: FACTOR,
    },
    output: [prediction, IMAGE],
    initializers: features ? { project: weights([48, 96, 1, 1], 4, 0.002), look: weights([625, 3], 5, 0.01), plane3: shape([-1, 3, 1, 1]) } : {},
    nodes: [...nodes, node("Sum", parts, prediction)],
  });
}

function graph({ inputs, output: [name, dims], initializers = {}, nodes }: { inputs: OnnxGraph["inputs"]; output: [string, readonly Dimension[]]; initializers?: Record<string, Initializer>; nodes: OnnxNode[] }): OnnxGraph {
  const shared = { laplace: laplace(), tenth: vector([0.1]), thousandth: vector([0.001]), plane: shape([-1, 1, 1, 1]) };
  const used = new Set(nodes.flatMap((each) => each.inputs));
  const all = Object.entries({ ...shared, ...initializers }).filter(([each]) => used.has(each));
  return { inputs, outputs: { [name]: dims }, initializers: Object.fromEntries(all), nodes };
}

/** x minus the mean of its neighbours, per channel; zero beyond the border, as in trained networks. */
function detail(input: string, output: string): OnnxNode[] {
  return [node("Conv", [input, "laplace"], output, { pads: [1, 1, 1, 1], group: 3 })];
}

/** [n] or [n,1] as [n,1,1,1]. */
function perItem(input: string, output: string): OnnxNode[] {
  return [node("Reshape", [input, "plane"], output)];
}

function laplace(): Initializer {
  const one = [0, -0.025, 0, -0.025, 0.1, -0.025, 0, -0.025, 0];
  return { dims: [3, 1, 3, 3], data: Float32Array.from([...one, ...one, ...one]) };
}

function weights(dims: readonly number[], seed: number, gain = 0.1): Initializer {
  const count = dims.reduce((a, b) => a * b);
  return { dims, data: placedNoise(seed).fill([1, 1, 1, count], 0, { row: 0, col: 0 }).data.map((v) => gain * v) };
}

function vector(values: readonly number[]): Initializer {
  return { dims: [values.length], data: Float32Array.from(values) };
}

function shape(dims: readonly number[]): Initializer {
  return { dims: [dims.length], data: dims };
}
