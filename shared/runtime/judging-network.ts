import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expected } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { openSessions } from "./session.js";
import type { RuntimeArray } from "./session-worker.js";

/** A network of the user's own for judging results; none comes with the project. */
export interface JudgingNetwork {
  readonly name: string;
  /** Feeds the inputs in the file's order; the first output. Throws bad-option where the network does not take them. */
  run(...inputs: readonly RuntimeArray[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Throws bad-option naming `flag` where the file cannot be read or loaded, or has other ports than asked for. */
export async function openJudgingNetwork(path: string, { flag, inputs, advice }: { flag: string; inputs: number; advice: string }): Promise<JudgingNetwork> {
  const name = basename(path);
  const wrong = (want: string, got: unknown, cause?: unknown): Error => expected("bad-option", { subject: `${flag} ${name}`, want, got, advice, ...(cause === undefined ? {} : { cause }) });
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw wrong("a file that can be read", cause.code, cause);
  });
  const sessions = await openSessions({ networks: () => ({ judge: bytes }), device: "cpu", threads: 1 }).catch((cause: Error) => {
    throw wrong("a network that onnxruntime can load", cause.message, cause);
  });
  const ports = sessions.networks.judge!;
  if (ports.inputs.length !== inputs || ports.outputs.length < 1) {
    await sessions.close();
    throw wrong(`${inputs} input${inputs === 1 ? "" : "s"} and an output`, `${ports.inputs.length} and ${ports.outputs.length}`);
  }
  return {
    name,
    async run(...given) {
      const results = await sessions.run("judge", Object.fromEntries(ports.inputs.map((port, i) => [port.name, given[i]!]))).catch((cause: Error) => {
        throw wrong(`a network that takes ${given.map(({ dims }) => dims.join("x")).join(" and ")}`, cause.message, cause);
      });
      return results[ports.outputs[0]!.name]!.data;
    },
    close: () => sessions.close(),
  };
}

/** A distance between pictures that a network measures, as shared/metrics/perceptual wants it. */
export interface PerceptualDistance {
  readonly name: string;
  /** What black and white are in its inputs. */
  readonly black: number;
  readonly white: number;
  /** Smallest side. */
  readonly minimum: number;
  /** One distance an item. */
  distance(x: Tensor, truth: Tensor): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * A user's own perceptual network from an ONNX file with two float32 inputs [n, 3, h, w] in -1..1 (LPIPS's range) and one
 * output that begins with n distances. Whoever opens it closes it.
 */
export async function openPerceptual(path: string): Promise<PerceptualDistance> {
  const network = await openJudgingNetwork(path, { flag: "--perceptual", inputs: 2, advice: "give an ONNX file such as an exported LPIPS" });
  return {
    name: network.name, black: -1, white: 1, minimum: 64,
    distance: async (x, truth) => (await network.run(x, truth)).subarray(0, x.dims[0]),
    close: () => network.close(),
  };
}
