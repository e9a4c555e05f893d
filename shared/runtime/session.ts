import { throwIfAborted } from "../diffusion/sample.js";
import { Line } from "../line.js";
import { give, take } from "../tensor/spare.js";
import type { Device } from "./device.js";
import { SessionFailure, startSessionThread, type SessionThread } from "./session-thread.js";
import type { Opened, Outputs, RuntimeArray } from "./session-worker.js";

export { SessionFailure };

/** Sessions of one model; calls are answered in the order they were made. */
export interface Sessions extends Opened {
  /**
   * Runs a network. Inputs are copied, except those in shared memory and those named in `give`, which are transferred and must be whole buffers.
   * A run in progress is awaited even when `signal` aborts, one that waits is dropped; both throw RestorationError "aborted".
   */
  run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Outputs>;
  /** Awaits what was asked for, releases the sessions and ends the thread. May be called twice. */
  close(): Promise<void>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Inputs that the caller will not use again. */
  readonly give?: readonly string[];
  /** Outputs whose dims are known come in arrays of tensor/spare.ts, which the caller gives back. */
  readonly dims?: Readonly<Record<string, readonly number[]>>;
}

export interface SessionsOptions {
  /** Asked once for each set of sessions. What it gives is the thread's from then on: whole buffers are transferred. */
  readonly networks: () => Networks | Promise<Networks>;
  readonly device: Device;
  readonly threads: number;
  /** One that others share and that its owner ends; by default one of their own, which ends with them. */
  readonly thread?: SessionThread;
}
/** ONNX files by name. */
export type Networks = Readonly<Record<string, Uint8Array>>;

let sets = 0;

/** Throws SessionFailure of kind "device" or "network", and what `networks` rejects with. */
export async function openSessions({ networks, device, threads, thread: shared }: SessionsOptions): Promise<Sessions> {
  const thread = shared ?? startSessionThread();
  const set = ++sets;
  try {
    const files = await networks();
    const opened = (await thread.ask({ kind: "open", set, networks: files, device, threads }, wholeBuffers(Object.values(files)))) as Opened;
    const queue = new Queue(thread, set);
    const release = async (): Promise<void> => {
      await queue.drained();
      if (shared === undefined) return thread.end();
      await thread.ask({ kind: "release", set }).catch((error: unknown) => {
        if (error instanceof SessionFailure) throw error; // a thread that has ended holds nothing any more
      });
    };
    let closing: Promise<void> | undefined;
    return { ...opened, run: (network, inputs, options) => queue.run(network, inputs, options), close: () => (closing ??= release()) };
  } catch (error) {
    if (shared === undefined) await thread.end();
    throw error;
  }
}

// Two in the thread: it starts the next run without waiting for this thread to notice that one is done.
const DEPTH = 2;

/** The runs of one set of sessions, first come first served. */
class Queue {
  /** Every run asked for and not yet answered. */
  private readonly runs = new Set<Promise<void>>();
  /** Runs that wait for a place in the thread, and the count of those that have one. */
  private readonly line = new Line<undefined>();
  private running = 0;
  private closed = false;

  constructor(private readonly thread: SessionThread, private readonly set: number) {}

  run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, options?: RunOptions): Promise<Outputs> {
    const run = this.queued(network, inputs, options);
    const settled = run.then(() => undefined, () => undefined).finally(() => this.runs.delete(settled));
    this.runs.add(settled);
    return run;
  }

  /** Takes no more, and awaits what it has. */
  async drained(): Promise<void> {
    this.closed = true;
    await Promise.all(this.runs);
  }

  private async queued(network: string, inputs: Readonly<Record<string, RuntimeArray>>, { signal, give: given = [], dims: known = {} }: RunOptions = {}): Promise<Outputs> {
    if (this.closed) throw new Error(`run of ${network}: the model is closed`);
    throwIfAborted(signal);
    if (this.running >= DEPTH) await this.line.wait(undefined, signal).catch(() => throwIfAborted(signal));
    else this.running++;
    try {
      throwIfAborted(signal);
      const sent: Record<string, RuntimeArray> = {};
      const copies: Float32Array[] = [];
      for (const [name, { data, dims }] of Object.entries(inputs)) {
        if (given.includes(name) || data.buffer instanceof SharedArrayBuffer) sent[name] = { data, dims };
        else copies.push((sent[name] = { data: copy(data), dims }).data);
      }
      const into: Record<string, RuntimeArray> = {};
      for (const [name, dims] of Object.entries(known)) into[name] = { data: take(dims.reduce((a, b) => a * b, 1)), dims };
      const ask = { kind: "run", set: this.set, network, inputs: sent, into } as const;
      const buffers = new Set(Object.values(sent).flatMap(({ data: { buffer } }) => (buffer instanceof ArrayBuffer ? buffer : [])));
      const outputs = (await this.thread.ask(ask, [...buffers])) as Outputs;
      give(...copies);
      throwIfAborted(signal);
      // what comes back is another view of the same shared memory
      return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.data.buffer instanceof SharedArrayBuffer ? into[name]! : output]));
    } finally {
      if (this.line.empty) this.running--;
      else this.line.next(); // hands its place on
    }
  }
}

function wholeBuffers(views: readonly Uint8Array[]): ArrayBuffer[] {
  return views.flatMap(({ buffer, byteLength }) => (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : []));
}

/** A copy for the thread. */
function copy(data: Float32Array): Float32Array {
  const out = take(data.length);
  out.set(data);
  return out;
}
