import { RestorationError } from "../errors.js";
import { throwIfAborted } from "../diffusion/sample.js";
import type { Device } from "./device.js";
import { spawnThread } from "./spawn.js";
import type { Answer, FailureKind, Opened, Outputs, Request, RuntimeArray } from "./session-worker.js";

/** Sessions of one model on a thread of their own; calls are answered in the order they were made. */
export interface Sessions extends Opened {
  /**
   * Runs a network. Input buffers are copied, except those named in `give`, which are transferred and must be whole buffers.
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
}

/** What the thread could not do; the model turns it into the user's words. */
export class SessionFailure extends Error {
  constructor(readonly kind: FailureKind, message: string, readonly network: string | undefined) {
    super(message);
  }
}

export interface SessionsOptions {
  readonly networks: Readonly<Record<string, Uint8Array>>;
  readonly device: Device;
  readonly threads: number;
}

/** Throws SessionFailure of kind "device" or "network". */
export async function openSessions({ networks, device, threads }: SessionsOptions): Promise<Sessions> {
  const thread = startThread();
  try {
    const opened = (await thread.ask({ kind: "open", networks, device, threads })) as Opened;
    return {
      ...opened,
      run(network, inputs, options) {
        const run = queue(thread, network, inputs, options);
        const settled = run.then(() => undefined, () => undefined).finally(() => thread.runs.delete(settled));
        thread.runs.add(settled);
        return run;
      },
      close: () => thread.close(),
    };
  } catch (error) {
    await thread.close();
    throw error;
  }
}

interface Thread {
  ask(request: Ask, transfer?: ArrayBuffer[]): Promise<Opened | Outputs | undefined>;
  close(): Promise<void>;
  /** Every run asked for and not yet answered. */
  readonly runs: Set<Promise<void>>;
  /** Runs that wait for a place in the thread, and the count of those that have one. */
  readonly waiting: (() => void)[];
  running: number;
  closed: boolean;
}
type Ask = Request extends infer R ? (R extends Request ? Omit<R, "id"> : never) : never;

// Two in the thread: it starts the next run without waiting for this thread to notice that one is done.
const DEPTH = 2;

async function queue(thread: Thread, network: string, inputs: Readonly<Record<string, RuntimeArray>>, { signal, give = [] }: RunOptions = {}): Promise<Outputs> {
  if (thread.closed) throw new Error(`run of ${network}: the model is closed`);
  throwIfAborted(signal);
  if (thread.running >= DEPTH) await turn(thread, signal);
  else thread.running++;
  try {
    throwIfAborted(signal);
    const sent: Record<string, RuntimeArray> = {};
    for (const [name, { data, dims }] of Object.entries(inputs)) sent[name] = { data: give.includes(name) ? data : new Float32Array(data), dims };
    const outputs = await thread.ask({ kind: "run", network, inputs: sent }, [...new Set(Object.values(sent).map(({ data }) => data.buffer as ArrayBuffer))]);
    throwIfAborted(signal);
    return outputs as Outputs;
  } finally {
    const next = thread.waiting.shift();
    if (next === undefined) thread.running--;
    else next(); // hands its place on
  }
}

/** Waits for a place in the thread; one that gives up leaves the line. */
function turn(thread: Thread, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener("abort", leave);
      resolve();
    };
    const leave = (): void => {
      thread.waiting.splice(thread.waiting.indexOf(go), 1);
      reject(new RestorationError("aborted", "aborted on request", { cause: signal?.reason }));
    };
    signal?.addEventListener("abort", leave, { once: true });
    thread.waiting.push(go);
  });
}

function startThread(): Thread {
  const worker = spawnThread("./session-worker.js", import.meta.url);
  const pending = new Map<number, { resolve: (value: Opened | Outputs | undefined) => void; reject: (error: unknown) => void }>();
  let id = 0;
  let gone: Error | undefined;
  let closing: Promise<void> | undefined;
  const fail = (error: Error): void => {
    gone = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  const exited = new Promise<void>((resolve) => worker.once("exit", (code) => (fail(new Error(`the network thread ended with code ${code}`)), resolve())));
  worker.on("error", fail);
  worker.on("message", (answer: Answer) => {
    const call = pending.get(answer.id);
    pending.delete(answer.id);
    if (pending.size === 0) worker.unref(); // an idle model does not keep the process alive
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new SessionFailure(answer.failure.kind, answer.failure.message, answer.failure.network));
  });

  const thread: Thread = {
    runs: new Set(),
    waiting: [],
    running: 0,
    closed: false,
    ask(request, transfer = []) {
      if (gone !== undefined) return Promise.reject(gone);
      worker.ref();
      return new Promise((resolve, reject) => {
        pending.set(++id, { resolve, reject });
        worker.postMessage({ ...request, id } satisfies Request, transfer);
      });
    },
    close() {
      thread.closed = true;
      return (closing ??= drain());
    },
  };
  async function drain(): Promise<void> {
    await Promise.all(thread.runs);
    if (gone === undefined) await thread.ask({ kind: "close" });
    worker.ref();
    await exited;
  }
  return thread;
}
