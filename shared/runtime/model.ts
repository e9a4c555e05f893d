import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Denoiser } from "../diffusion/plan.js";
import { throwIfAborted } from "../diffusion/sample.js";
import { expected, RestorationError } from "../errors.js";
import { size } from "../tensor/tensor.js";
import { modelHash, readCard, readVerified, type Card } from "./card.js";
import { DEVICES, deviceAdvice, type Device } from "./device.js";
import { comparePorts } from "./ports.js";
import { PREDICTIONS, toClean } from "./prediction.js";
import { scheduleOf } from "./schedule-of.js";
import { Lanes, openLanes } from "./lanes.js";
import { SessionFailure, type RunOptions, type Sessions } from "./session.js";
import type { RuntimeArray } from "./session-worker.js";

export { Lanes } from "./lanes.js";
export type { RuntimeArray } from "./session-worker.js";
export type { RunOptions } from "./session.js";

export interface OpenOptions {
  /** Default "auto". */
  readonly device?: Device;
  /** Intra-op threads. Default: all that the process may use. */
  readonly threads?: number;
  /**
   * Calls that run at once on the CPU where so many are made, by default one after the other; or lanes that models share, which are
   * ended, after the models are closed, by who started them.
   */
  readonly lanes?: number | Lanes;
  readonly signal?: AbortSignal;
}

/** A model's networks, loaded on threads of their own. Whoever opened it closes it. Several may be open at once. */
export interface Model {
  readonly card: Card;
  readonly folder: string;
  /** The device really used. */
  readonly device: Exclude<Device, "auto">;
  /** Why other devices were passed over, for the report. */
  readonly notes: readonly string[];
  readonly threads: number;
  /** SHA-256 over the hashes of all files that the card names. */
  readonly hash: string;
  /** One call of a network: float32 arrays by name, in and out. Inputs stay the caller's, except those named in `give`. */
  run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Record<string, RuntimeArray>>;
  /**
   * D(z, t) of a network that takes z and t and gives x0, epsilon or v; the conditions are fed as they are at each call. A
   * network whose z has rank 2 sees [n, c*h*w]. `spare`: answers come in arrays of tensor/spare.ts, which the caller gives back.
   */
  denoiser(network: string, conditions: Readonly<Record<string, RuntimeArray>>, options?: { readonly spare?: boolean }): Denoiser;
  /** A table that the card names under `data`, its hash checked. */
  data(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Awaits the calls in progress, then frees the networks. */
  close(): Promise<void>;
}

/**
 * Opens the model of a folder: card, hashes, sessions, and the networks' own inputs and outputs against the card.
 * Throws bad-model, no-device (a named device that does not load; auto falls back and notes it), no-memory or aborted.
 */
export async function openModel(folder: string, { device = "auto", threads = availableParallelism(), lanes: asked = 1, signal }: OpenOptions = {}): Promise<Model> {
  if (!DEVICES.includes(device)) throw expected("bad-option", { subject: "--device", want: `one of ${DEVICES.join(", ")}`, got: device, advice: "auto is the default" });
  if (!Number.isInteger(threads) || threads < 1) throw expected("bad-option", { subject: "--threads", want: "a whole number of at least 1", got: threads, advice: "leave it out to use every core" });
  const card = await readCard(folder);
  throwIfAborted(signal);
  const lanes = typeof asked === "number" ? new Lanes(asked) : asked;
  const end = async (): Promise<void> => (lanes === asked ? undefined : lanes.end());
  const sessions = await openLanes({ networks: () => readNetworks(folder, card, signal), device, threads }, lanes).catch(async (error: unknown) => {
    await end();
    throw openError(error, { folder, card, device });
  });
  const close = (): Promise<void> => sessions.close().finally(end);
  try {
    throwIfAborted(signal);
    for (const [name, network] of Object.entries(card.networks)) comparePorts(join(folder, network.file), network, sessions.networks[name]!);
  } catch (error) {
    await close();
    throw error;
  }
  return model({ folder, card, sessions: { ...sessions, close }, threads });
}

/** The networks' bytes; every file of the card is checked. */
async function readNetworks(folder: string, { networks, data = {} }: Card, signal: AbortSignal | undefined): Promise<Record<string, Uint8Array>> {
  const bytes: Record<string, Uint8Array> = {};
  for (const [name, network] of Object.entries(networks)) {
    throwIfAborted(signal);
    bytes[name] = await readVerified(folder, network);
  }
  for (const table of Object.values(data)) await readVerified(folder, table);
  return bytes;
}

function openError(error: unknown, { folder, card, device }: { folder: string; card: Card; device: Device }): unknown {
  if (!(error instanceof SessionFailure)) return error;
  if (outOfMemory(error)) return memoryError(error, "loading it");
  if (error.kind === "device") return expected("no-device", { subject: `--device ${device}`, want: "a device that loads", got: error.message, advice: deviceAdvice(device), cause: error });
  const file = card.networks[error.network ?? ""]?.file ?? "";
  return expected("bad-model", { subject: join(folder, file), want: "an ONNX network that onnxruntime can load", got: error.message, advice: "install the model again", cause: error });
}

function model({ folder, card, sessions, threads }: { folder: string; card: Card; sessions: Sessions; threads: number }): Model {
  const schedule = card.diffusion && scheduleOf(card.diffusion.schedule);

  async function run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Record<string, RuntimeArray>> {
    requireInputs(card, network, inputs);
    try {
      return await sessions.run(network, inputs, options);
    } catch (error) {
      if (!(error instanceof SessionFailure)) throw error;
      if (outOfMemory(error)) throw memoryError(error, `network ${network}`);
      throw new Error(`network ${network} of ${card.id}: ${error.message}`, { cause: error });
    }
  }

  return {
    card,
    folder,
    threads,
    device: sessions.device,
    notes: sessions.notes,
    hash: modelHash(card),
    run,
    denoiser(network, conditions, { spare = false } = {}) {
      const { inputs = {}, outputs = {} } = card.networks[network] ?? {};
      const prediction = PREDICTIONS.find((name) => name in outputs);
      if (prediction === undefined || inputs.z === undefined || inputs.t === undefined) {
        throw new Error(`network ${network} of ${card.id}: expected inputs z and t and an output ${PREDICTIONS.join(", ")}, got ${Object.keys({ ...inputs, ...outputs }).join(", ") || "no such network"}`);
      }
      const flat = inputs.z.length === 2;
      return async (z, t, signal) => {
        const [n] = z.dims;
        const state = { data: z.data, dims: flat ? [n, size(z.dims) / n] : z.dims };
        const levels = { data: new Float32Array(n).fill(t), dims: [n] };
        const results = await run(network, { ...conditions, z: state, t: levels }, { give: ["t"], ...(spare && { dims: { [prediction]: state.dims } }), ...(signal && { signal }) });
        const output = results[prediction]!.data;
        if (output.length !== size(z.dims)) throw new Error(`network ${network} of ${card.id}: expected ${z.dims.join("x")} back, got ${results[prediction]!.dims.join("x")}`);
        toClean(prediction, output, z.data, schedule, t);
        return { data: output, dims: z.dims };
      };
    },
    async data(name) {
      const table = card.data?.[name];
      if (table === undefined) throw expected("bad-model", { subject: join(folder, "card.json"), want: `a table "${name}" under data`, got: Object.keys(card.data ?? {}).join(", ") || "none", advice: "install the model again" });
      return readVerified(folder, table);
    },
    close: () => sessions.close(),
  };
}

// A wrong feed is a bug of the method, but onnxruntime names neither the network nor what it wanted.
function requireInputs(card: Card, network: string, inputs: Readonly<Record<string, RuntimeArray>>): void {
  const wanted = card.networks[network]?.inputs;
  if (wanted === undefined) throw new Error(`${card.id}: expected one of the networks ${Object.keys(card.networks).join(", ")}, got ${network}`);
  const wrong: string[] = [];
  for (const name of Object.keys(inputs)) if (wanted[name] === undefined) wrong.push(`${name} is no input`);
  for (const [name, shape] of Object.entries(wanted)) {
    const dims = inputs[name]?.dims;
    if (dims === undefined) wrong.push(`${name} is missing`);
    else if (dims.length !== shape.length || shape.some((want, i) => typeof want === "number" && want !== dims[i])) wrong.push(`${name} is ${dims.join("x")}, not ${shape.join("x")}`);
  }
  if (wrong.length > 0) throw new Error(`network ${network} of ${card.id}: ${wrong.join("; ")}`);
}

function outOfMemory({ message }: Error): boolean {
  return /bad_alloc|out of memory|failed to allocate|allocation failed/i.test(message);
}

function memoryError(cause: Error, subject: string): RestorationError {
  return expected("no-memory", { subject, want: "enough memory", got: cause.message, advice: "choose a smaller --tile or fewer workers", cause });
}
