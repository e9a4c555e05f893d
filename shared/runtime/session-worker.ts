/**
 * Thread that owns the sessions of one model or several: onnxruntime's create() and run() block the thread that calls them. Killing a thread inside run()
 * aborts the process, so it is never terminated: it ends when it is told to close and nothing is left to do.
 */
import { parentPort } from "node:worker_threads";
import { env, InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
import { give, takeBytes } from "../tensor/spare.js";
import { candidates, obstacle, type Device } from "./device.js";

export interface RuntimeArray {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export interface OpenRequest {
  readonly kind: "open";
  /** Number of the model among those that share the thread. */
  readonly set: number;
  readonly networks: Readonly<Record<string, Uint8Array>>;
  readonly device: Device;
  readonly threads: number;
}
export interface RunRequest {
  readonly kind: "run";
  readonly set: number;
  readonly network: string;
  readonly inputs: Readonly<Record<string, RuntimeArray>>;
  /** Arrays in shared memory that outputs are written to. */
  readonly into: Readonly<Record<string, RuntimeArray>>;
}
export type Request = (OpenRequest | RunRequest | { readonly kind: "release"; readonly set: number } | { readonly kind: "close" }) & { readonly id: number };

export interface PortInfo {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}
export interface Opened {
  readonly device: Exclude<Device, "auto">;
  readonly notes: readonly string[];
  readonly networks: Readonly<Record<string, { readonly inputs: readonly PortInfo[]; readonly outputs: readonly PortInfo[] }>>;
}
export type Outputs = Readonly<Record<string, RuntimeArray>>;
/** Why an answer failed: the device cannot be used, a network cannot be read, or a run broke. */
export type FailureKind = "device" | "network" | "run";
export type Answer = { readonly id: number } & (
  | { readonly ok: true; readonly value: Opened | Outputs | undefined }
  | { readonly ok: false; readonly failure: { readonly kind: FailureKind; readonly message: string; readonly network?: string } }
);

class Failure extends Error {
  constructor(readonly kind: FailureKind, message: string, readonly network?: string) {
    super(message);
  }
}

const port = parentPort!;
type Sessions = Map<string, InferenceSession>;
const sets = new Map<number, Sessions>();

port.on("message", (request: Request) => void reply(request));

async function reply(request: Request): Promise<void> {
  const { id } = request;
  try {
    const { value, transfer } = await answer(request);
    port.postMessage({ id, ok: true, value } satisfies Answer, transfer);
  } catch (error) {
    const { kind = "run", network } = error instanceof Failure ? error : {};
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id, ok: false, failure: { kind, message, ...(network === undefined ? {} : { network }) } } satisfies Answer);
  }
  if (request.kind === "close") port.close(); // nothing else keeps the thread alive
}

async function answer(request: Request): Promise<{ value: Opened | Outputs | undefined; transfer: ArrayBuffer[] }> {
  switch (request.kind) {
    case "open":
      return { value: await open(request), transfer: [] };
    case "run": {
      const outputs = await run(request);
      return { value: outputs, transfer: [...new Set(Object.values(outputs).flatMap(({ data: { buffer } }) => (buffer instanceof ArrayBuffer ? buffer : [])))] };
    }
    case "release":
      await release(request.set);
      return { value: undefined, transfer: [] };
    case "close":
      for (const set of sets.keys()) await release(set);
      return { value: undefined, transfer: [] };
  }
}

async function open({ set, networks, device, threads }: OpenRequest): Promise<Opened> {
  env.logLevel = "fatal"; // failures come as exceptions; the runtime would print them as well
  const backends = listSupportedBackends();
  const { providers, notes: skipped } = candidates(device, backends);
  const notes = [...skipped];
  for (const provider of providers) {
    const missing = obstacle(provider, backends);
    if (missing !== undefined) throw new Failure("device", missing);
    let sessions: Sessions;
    try {
      sessions = await create(set, networks, provider, threads);
    } catch (error) {
      await release(set);
      if (provider === "cpu") throw error;
      const message = oneLine(error instanceof Error ? error.message : String(error));
      if (device === "auto") {
        notes.push(`${provider}: ${message}`);
        continue;
      }
      // The same network on the cpu tells a bad file from a bad device.
      await create(set, networks, "cpu", threads);
      await release(set);
      throw new Failure("device", message);
    }
    return { device: provider, notes, networks: Object.fromEntries(Array.from(sessions, ([name, session]) => [name, ports(session)])) };
  }
  throw new Failure("device", `no provider for ${device}`);
}

async function create(set: number, networks: OpenRequest["networks"], provider: string, threads: number): Promise<Sessions> {
  const sessions: Sessions = new Map();
  sets.set(set, sessions);
  for (const [name, bytes] of Object.entries(networks)) {
    try {
      sessions.set(name, await InferenceSession.create(bytes, sessionOptions(provider, threads)));
    } catch (error) {
      throw new Failure("network", oneLine(error instanceof Error ? error.message : String(error)), name);
    }
  }
  return sessions;
}

// Every key is present with a value: an option that is undefined makes create() throw.
function sessionOptions(provider: string, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    executionMode: "sequential",
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: "0" } } }, // a third less CPU time for the same wall time
  };
}

function ports(session: InferenceSession): { inputs: PortInfo[]; outputs: PortInfo[] } {
  const info = (port: InferenceSession.ValueMetadata): PortInfo => ({ name: port.name, type: port.isTensor ? port.type : "not a tensor", shape: port.isTensor ? [...port.shape] : [] });
  return { inputs: session.inputMetadata.map(info), outputs: session.outputMetadata.map(info) };
}

async function run({ set, network, inputs, into }: RunRequest): Promise<Outputs> {
  const session = sets.get(set)?.get(network);
  if (session === undefined) throw new Error(`no session for network ${network}`);
  const feeds: Record<string, Tensor> = {};
  for (const [name, { data, dims }] of Object.entries(inputs)) feeds[name] = new Tensor("float32", data.buffer instanceof ArrayBuffer ? data : own(data.length, data), dims);
  const fetches: Record<string, Tensor | null> = {};
  for (const name of session.outputNames) fetches[name] = into[name] === undefined ? null : new Tensor("float32", own(into[name].data.length), into[name].dims);
  const outputs: Record<string, RuntimeArray> = {};
  for (const [name, value] of Object.entries(await session.run(feeds, fetches))) {
    const { data, dims } = into[name] ?? { data: value.data as Float32Array, dims: [...value.dims] };
    if (into[name] !== undefined) data.set(value.data as Float32Array);
    outputs[name] = { data, dims };
  }
  for (const buffer of new Set([...Object.values(feeds), ...Object.values(fetches)].flatMap((tensor) => (tensor === null ? [] : (tensor.data as Float32Array).buffer)))) give({ buffer });
  return outputs;
}

/** onnxruntime takes no shared memory. */
function own(length: number, contents?: Float32Array): Float32Array {
  const out = new Float32Array(takeBytes(4 * length).buffer);
  if (contents !== undefined) out.set(contents);
  return out;
}

async function release(set: number): Promise<void> {
  for (const session of sets.get(set)?.values() ?? []) await session.release();
  sets.delete(set);
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 300);
}
