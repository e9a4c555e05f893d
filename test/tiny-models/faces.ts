import { linear } from "../../shared/diffusion/schedule.js";
import type { Card } from "../../shared/runtime/card.js";
import { writeModel } from "./model-folder.js";
import { node, type Dimension, type Initializer, type OnnxGraph, type OnnxNode } from "./onnx.js";

export const FACE_MODELS = ["regression", "prior", "dr2", "diffbfr", "at-ddpm", "at-vardiff"] as const;
export type FaceModel = (typeof FACE_MODELS)[number];

/** Deviation of the white Gaussian images that the tiny denoisers are right for. */
export const PRIOR_DEVIATION = 0.5;
const LATENT = 64;
const image = (side = 256) => ["n", 3, side, side] as const;

/** The face models as folders with untrained networks of the real ones' inputs and outputs. Returns the folder. */
export async function tinyFaceModel(name: FaceModel, { folder, card = {} }: { folder?: string; card?: Partial<Card> } = {}): Promise<string> {
  const networks: Record<FaceModel, Record<string, OnnxGraph>> = {
    regression: { model: sharpener(), error: brightness() },
    prior: { denoiser: denoiser() },
    dr2: { model: sharpener() },
    diffbfr: { low: denoiser({ side: 128, up: true }), full: denoiser({ up: true, low: true }) },
    "at-ddpm": { denoiser: denoiser({ up: true }) },
    "at-vardiff": { latent: latent(), denoiser: denoiser({ up: true, latent: true }) },
  };
  const preset = (steps: number, from: number, eta: number) => ({ sampler: "ddim", steps, from, eta }) as const;
  const least = name === "prior" ? 4 : 20;
  const diffusion: Card["diffusion"] = {
    prediction: "x0",
    schedule: { kind: "linear", steps: 1000 },
    presets: { fidelity: preset(2, least, 0), balanced: preset(4, 3 * least, 0.5), detail: preset(5, 6 * least, 0.5) },
  };
  return writeModel(networks[name], {
    ...(folder === undefined ? {} : { folder }),
    card: {
      id: `bfr-${name}`, method: name === "prior" ? "difface" : name, task: "face-restoration", scales: [1], size: { multipleOf: 256, minimum: 256 }, halo: 0,
      ...(name !== "regression" && name !== "dr2" && { diffusion, uncertainty: { factors: { balanced: 1.5, detail: 1.5 } } }),
      ...card,
    },
  });
}

/** up + detail of up. */
function sharpener(): OnnxGraph {
  return graph({ up: image() }, { image: image() }, [...detail("up", "high"), node("Add", ["up", "high"], "image")]);
}

/** The logarithm of the error expected: -3 of a black face, -1 of a white one. */
function brightness(): OnnxGraph {
  return graph({ up: image() }, { error: ["n", 1] }, [
    node("GlobalAveragePool", ["up"], "means"),
    node("Flatten", ["means"], "channels"),
    node("MatMul", ["channels", "third"], "mean"),
    node("Sub", ["mean", "two"], "error"),
  ]);
}

/** E[x0 | z] for white Gaussian images around 0, or around `up` or the mean of `up` and `low`, whose pixels have PRIOR_DEVIATION: exact at every level. */
function denoiser({ side = 256, up = false, low = false, latent = false } = {}): OnnxGraph {
  const nodes = [
    node("Cast", ["t"], "index", { to: 7 }),
    ...(["keep", "rest"] as const).flatMap((each) => [node("Gather", [`${each}s`, "index"], `${each}1`), node("Reshape", [`${each}1`, "plane"], each)]),
    node("Mul", ["z", "keep"], "kept"),
  ];
  const parts = ["kept"];
  if (up) {
    if (low) nodes.push(node("Mean", ["up", "low"], "both"));
    nodes.push(node("Mul", [low ? "both" : "up", "rest"], "around"));
    parts.push("around");
  }
  if (latent) {
    nodes.push(node("MatMul", ["latent", "look"], "said"), node("Reshape", ["said", "plane3"], "said4"));
    nodes.push(node("GlobalAveragePool", ["map"], "tilt"), node("Flatten", ["tilt"], "tilts"), node("MatMul", ["tilts", "look2"], "moved"), node("Reshape", ["moved", "plane3"], "moved4"));
    parts.push("said4", "moved4");
  }
  nodes.push(node("Sum", parts, "x0"));
  const inputs = { z: image(side), ...(up && { up: image(side) }), ...(low && { low: image(side) }), t: ["n"], ...(latent && { latent: ["n", LATENT] as const, map: ["n", 2, 32, 32] as const }) };
  return graph(inputs, { x0: image(side) }, nodes);
}

/** Mean: the face's own; deviation: a tenth everywhere; map: blocks of the first two channels. */
function latent(): OnnxGraph {
  return graph({ up: image() }, { mean: ["n", LATENT], deviation: ["n", LATENT], map: ["n", 2, 32, 32] }, [
    node("GlobalAveragePool", ["up"], "means"),
    node("Flatten", ["means"], "channels"),
    node("MatMul", ["channels", "spread"], "mean"),
    node("Mul", ["mean", "zero"], "nothing"),
    node("Add", ["nothing", "tenth"], "deviation"),
    node("AveragePool", ["up"], "blocks", { kernel_shape: [8, 8], strides: [8, 8] }),
    node("Slice", ["blocks", "first", "third3", "channelAxis"], "map"),
  ]);
}

function graph(inputs: Readonly<Record<string, readonly Dimension[]>>, outputs: Readonly<Record<string, readonly Dimension[]>>, nodes: OnnxNode[]): OnnxGraph {
  const square = PRIOR_DEVIATION ** 2;
  const { abar } = linear();
  const keeps = Float32Array.from(abar, (A) => (Math.sqrt(A) * square) / (A * square + 1 - A));
  const rests = Float32Array.from(abar, (A) => (1 - A) / (A * square + 1 - A));
  const one = [0, -0.025, 0, -0.025, 0.1, -0.025, 0, -0.025, 0];
  const filled = (dims: readonly number[], value: number): Initializer => ({ dims, data: new Float32Array(dims.reduce((a, b) => a * b)).fill(value) });
  const all: Record<string, Initializer> = {
    keeps: { dims: [abar.length], data: keeps }, rests: { dims: [abar.length], data: rests },
    laplace: { dims: [3, 1, 3, 3], data: Float32Array.from([...one, ...one, ...one]) },
    third: filled([3, 1], 1 / 3), look: filled([LATENT, 3], 1e-3), look2: filled([2, 3], 0.01), spread: filled([3, LATENT], 0.5),
    two: filled([1], 2), tenth: filled([1], 0.1), zero: filled([1], 0),
    plane: { dims: [4], data: [-1, 1, 1, 1] }, plane3: { dims: [4], data: [-1, 3, 1, 1] },
    first: { dims: [1], data: [0] }, third3: { dims: [1], data: [2] }, channelAxis: { dims: [1], data: [1] },
  };
  const used = new Set(nodes.flatMap((each) => each.inputs));
  return { inputs, outputs, initializers: Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name))), nodes };
}

/** x minus the mean of its neighbours, per channel. */
function detail(input: string, output: string): OnnxNode[] {
  return [node("Conv", [input, "laplace"], output, { pads: [1, 1, 1, 1], group: 3 })];
}
