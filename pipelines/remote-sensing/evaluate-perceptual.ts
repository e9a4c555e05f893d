import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expected } from "../../shared/errors.js";
import type { PerceptualNetwork } from "../../shared/metrics/perceptual.js";
import { openSessions } from "../../shared/runtime/session.js";

/**
 * A user's own perceptual network from an ONNX file with two float32 inputs [n, 3, h, w] in -1..1 (LPIPS's range) and one
 * output that begins with n distances. Whoever opens it closes it.
 */
export async function openPerceptual(path: string): Promise<PerceptualNetwork & { close(): Promise<void> }> {
  const name = basename(path);
  const wrong = (want: string, got: unknown, cause?: unknown): Error =>
    expected("bad-option", { subject: `--perceptual ${name}`, want, got, advice: "give an ONNX file such as an exported LPIPS", ...(cause === undefined ? {} : { cause }) });
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw wrong("a file that can be read", cause.code, cause);
  });
  const sessions = await openSessions({ networks: { perceptual: bytes }, device: "cpu", threads: 1 }).catch((cause: Error) => {
    throw wrong("a network that onnxruntime can load", cause.message, cause);
  });
  const { inputs, outputs } = sessions.networks.perceptual!;
  const [first, second] = inputs.map((port) => port.name);
  const [output] = outputs.map((port) => port.name);
  if (inputs.length !== 2 || outputs.length !== 1) {
    await sessions.close();
    throw wrong("2 inputs and 1 output", `${inputs.length} and ${outputs.length}`);
  }
  return {
    name, black: -1, white: 1, minimum: 64,
    async distance(x, truth) {
      const { data } = (await sessions.run("perceptual", { [first!]: x, [second!]: truth }))[output!]!;
      return data.subarray(0, x.dims[0]);
    },
    close: () => sessions.close(),
  };
}
