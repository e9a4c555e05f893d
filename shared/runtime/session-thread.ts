import { spawnThread } from "./spawn.js";
import type { Answer, FailureKind, Opened, Outputs, Request } from "./session-worker.js";

/** A thread of sessions, of one model or of several that run by turns. */
export interface SessionThread {
  ask(request: Ask, transfer?: ArrayBuffer[]): Promise<Opened | Outputs | undefined>;
  /** Releases what is still open and awaits the thread's end. May be called twice. */
  end(): Promise<void>;
}

/** What the thread could not do; the model turns it into the user's words. */
export class SessionFailure extends Error {
  constructor(readonly kind: FailureKind, message: string, readonly network: string | undefined) {
    super(message);
  }
}

type Ask = Request extends infer R ? (R extends Request ? Omit<R, "id"> : never) : never;

const spare: SessionThread[] = [];

/**
 * Starts so many threads for whoever asks first: a program that is going to need them loads the rest of itself meanwhile. What is returned ends
 * those that nobody asked for, and has to be awaited: a process that ends while a thread loads onnxruntime may wait for it for ever.
 */
export function startAhead(threads: number): () => Promise<void> {
  for (let i = 0; i < threads; i++) spare.push(start());
  return async () => void (await Promise.allSettled(spare.splice(0).map((thread) => thread.end())));
}

/** Starting one costs some 60 ms of CPU time, most of it to load onnxruntime. An idle one does not keep the process alive. */
export function startSessionThread(): SessionThread {
  return spare.shift() ?? start();
}

function start(): SessionThread {
  const worker = spawnThread("./session-worker.js", import.meta.url);
  worker.unref();
  const pending = new Map<number, { resolve: (value: Opened | Outputs | undefined) => void; reject: (error: unknown) => void }>();
  let id = 0;
  let gone: Error | undefined;
  let ending: Promise<void> | undefined;
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
    if (pending.size === 0) worker.unref();
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new SessionFailure(answer.failure.kind, answer.failure.message, answer.failure.network));
  });

  const ask: SessionThread["ask"] = (request, transfer = []) => {
    if (gone !== undefined) return Promise.reject(gone);
    worker.ref();
    return new Promise((resolve, reject) => {
      pending.set(++id, { resolve, reject });
      worker.postMessage({ ...request, id } satisfies Request, transfer);
    });
  };
  const end = async (): Promise<void> => {
    if (gone === undefined) await ask({ kind: "close" });
    worker.ref();
    await exited;
  };
  return { ask, end: () => (ending ??= end()) };
}
