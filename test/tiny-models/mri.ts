import { placedNoise } from "../../shared/diffusion/noise.js";
import type { Card } from "../../shared/runtime/card.js";
import { writeModel } from "./model-folder.js";
import { node, type Initializer, type OnnxGraph, type OnnxNode } from "./onnx.js";

export const MRI_METHODS = ["regression", "srdiff", "disc-diff", "r2d2plus"] as const;
export type MriMethod = (typeof MRI_METHODS)[number];

const IMAGE = ["n", 1, "h", "w"] as const;
const FACTOR = ["n", 1] as const;

/** The MR models as folders with untrained networks of the real ones' inputs and outputs. Returns the folder. */
export async function tinyMriModel(method: MriMethod, { folder, card = {} }: { folder?: string; card?: Partial<Card> } = {}): Promise<string> {
  const networks: Record<MriMethod, Record<string, OnnxGraph>> = {
    regression: { model: first() },
    srdiff: { first: first(), denoiser: refiner({}) },
    "disc-diff": { first: first(), denoiser: refiner({ reference: true }) },
    r2d2plus: { denoiser: smoother() },
  };
  return writeModel(networks[method], {
    ...(folder === undefined ? {} : { folder }),
    card: {
      id: `mri-${method}`, method, task: "mri-sr", channels: 1, size: { multipleOf: 8, minimum: 32 }, halo: 16, normalization: { low: "zero", high: 99.5 },
      ...(method !== "regression" && { diffusion: diffusionOf(method), uncertainty: { factors: { fidelity: 1.5, balanced: 1.5, detail: 1.5 } } }),
      ...card,
    },
  });
}

function diffusionOf(method: MriMethod): NonNullable<Card["diffusion"]> {
  if (method === "r2d2plus") {
    const preset = (steps: number) => ({ sampler: "dpm-solver++", steps }) as const;
    return { prediction: "x0", schedule: { kind: "ve", minimum: 0.005, maximum: 0.5 }, presets: { fidelity: preset(1), balanced: preset(3), detail: preset(6) } };
  }
  const preset = (steps: number) => ({ sampler: "ddim", steps, eta: steps > 1 ? 0.5 : 0 }) as const;
  return { prediction: "x0", schedule: { kind: "cosine", steps: 1000, s: 0.008 }, residualScale: 8, presets: { fidelity: preset(1), balanced: preset(2), detail: preset(8) } };
}

/** Sharpens `up`, more for larger factors, with a 5x5 filter of drawn weights beside it. */
function first(): OnnxGraph {
  return graph({ up: IMAGE, scale: FACTOR }, "residual", [
    node("Conv", ["up", "laplace"], "high", { pads: [1, 1, 1, 1] }),
    node("Reshape", ["scale", "plane"], "gain"),
    node("Mul", ["high", "gain"], "sharp"),
    node("Conv", ["up", "drawn"], "extra", { pads: [2, 2, 2, 2] }),
    node("Add", ["sharp", "extra"], "residual"),
  ]);
}

/** A residual denoiser that depends on everything that it is given. */
function refiner({ reference = false }): OnnxGraph {
  const nodes = [
    node("Mul", ["z", "tenth"], "trace"),
    node("Conv", ["first", "laplace"], "high", { pads: [1, 1, 1, 1] }),
    node("Mul", ["up", "thousandth"], "faint"),
    node("Reshape", ["t", "plane"], "level"),
    node("Mul", ["level", "millionth"], "small"),
    node("Reshape", ["scale", "plane"], "factor"),
    node("Mul", ["high", "factor"], "sharp"),
  ];
  const parts = ["trace", "sharp", "faint", "small"];
  if (reference) {
    nodes.push(
      node("Conv", ["reference", "laplace"], "guide", { pads: [1, 1, 1, 1] }),
      node("Reshape", ["given", "plane"], "on"),
      node("Mul", ["guide", "on"], "guided"),
      node("Mul", ["on", "hundredth"], "told"),
    );
    parts.push("guided", "told");
  }
  nodes.push(node("Sum", parts, "x0"));
  return graph({ z: IMAGE, up: IMAGE, first: IMAGE, ...(reference && { reference: IMAGE, given: FACTOR }), t: ["n"], scale: FACTOR }, "x0", nodes);
}

/** z + t b (mean of the neighbourhood - z): smooths more at higher levels. */
function smoother(): OnnxGraph {
  return graph({ z: IMAGE, t: ["n"] }, "x0", [
    node("Conv", ["z", "laplace"], "high", { pads: [1, 1, 1, 1] }),
    node("Reshape", ["t", "plane"], "level"),
    node("Mul", ["level", "twenty"], "strength"),
    node("Mul", ["high", "strength"], "rough"),
    node("Sub", ["z", "rough"], "x0"),
  ]);
}

function graph(inputs: OnnxGraph["inputs"], output: string, nodes: OnnxNode[]): OnnxGraph {
  const all: Record<string, Initializer> = {
    laplace: { dims: [1, 1, 3, 3], data: Float32Array.from([-0.0125, -0.025, -0.0125, -0.025, 0.15, -0.025, -0.0125, -0.025, -0.0125]) },
    drawn: { dims: [1, 1, 5, 5], data: placedNoise(7).fill([1, 1, 5, 5], 0, { row: 0, col: 0 }).data.map((v) => 0.004 * v) },
    plane: { dims: [4], data: [-1, 1, 1, 1] },
    twenty: number(20), tenth: number(0.1), hundredth: number(0.01), thousandth: number(0.001), millionth: number(1e-6),
  };
  const used = new Set(nodes.flatMap((each) => each.inputs));
  return { inputs, outputs: { [output]: IMAGE }, initializers: Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name))), nodes };
}

function number(value: number): Initializer {
  return { dims: [1], data: Float32Array.from([value]) };
}
