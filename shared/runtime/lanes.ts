import { openSessions, type RunOptions, type Sessions, type SessionsOptions } from "./session.js";
import { startSessionThread, type SessionThread } from "./session-thread.js";
import type { Outputs, RuntimeArray } from "./session-worker.js";

/**
 * Threads of sessions, of one model or of several. A call that is alone has all cores; calls that come while another runs go to lanes,
 * each with its share of the cores: two calls on a core each take less time than one after the other on two that wait for each other
 * after every layer, above all where something else keeps one of them busy. The lanes' threads start when they are first needed: after
 * `patience` calls that came while another ran, as opening the networks again is dear where few follow. Where it is known that `many`
 * calls will come, there are lanes from the start, in place of the whole: a call that is alone has but its lane's share.
 */
export class Lanes {
  private first: SessionThread | undefined;
  private readonly started: { readonly thread: SessionThread; running: number }[] = [];
  private running = 0;
  private contended = 0;

  /** `count` calls at once; with 1 there is nothing but the whole. */
  constructor(readonly count: number, private readonly patience = 0, readonly many = false) {
    if (!many) this.first = startSessionThread();
  }

  get whole(): SessionThread {
    return (this.first ??= startSessionThread());
  }

  thread(lane: number): SessionThread {
    return (this.started[lane] ??= { thread: startSessionThread(), running: 0 }).thread;
  }

  get alone(): boolean {
    return this.running === 0;
  }

  /** To be asked once before each call: whether there have been calls enough at once for lanes to pay. */
  due(): boolean {
    return !this.alone && this.contended++ >= this.patience;
  }

  /** In the lane with least to do where `apart`, else in the whole. */
  async run<T>(apart: boolean, call: (lane: number | undefined) => Promise<T>): Promise<T> {
    const lane = apart ? this.started.reduce((least, one) => (one.running < least.running ? one : least)) : undefined;
    this.running++;
    if (lane) lane.running++;
    try {
      return await call(lane && this.started.indexOf(lane));
    } finally {
      this.running--;
      if (lane) lane.running--;
    }
  }

  /** Releases what is still open and awaits the threads' end. May be called twice. */
  async end(): Promise<void> {
    await Promise.all([this.first, ...this.started.map(({ thread }) => thread)].map((thread) => thread?.end()));
  }
}

/**
 * Sessions in every lane, opened when one of their calls first comes while another runs, or at once where many will come; on the CPU
 * only. Calls are not answered in the order they were made. Throws what openSessions throws.
 */
export async function openLanes(options: Omit<SessionsOptions, "thread">, lanes: Lanes): Promise<Sessions> {
  const several = lanes.count >= 2 && options.threads >= lanes.count;
  const only = several && lanes.many ? await openApart(options, lanes) : undefined;
  if (only !== undefined) return only[0]!.device === "cpu" ? side(only, lanes) : alone(only);
  const whole = await openSessions({ ...options, thread: lanes.whole });
  return several && whole.device === "cpu" ? spread(whole, options, lanes) : whole;
}

/** In every lane, or, where one of them could not be opened, in none. */
async function openApart(options: Omit<SessionsOptions, "thread">, lanes: Lanes): Promise<readonly Sessions[] | undefined> {
  const threads = Math.floor(options.threads / lanes.count);
  const opened = await Promise.allSettled(Array.from({ length: lanes.count }, (_, lane) => openSessions({ ...options, threads, thread: lanes.thread(lane) })));
  const sessions = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (sessions.length === lanes.count) return sessions;
  await Promise.all(sessions.map((one) => one.close()));
  return undefined;
}

function side(apart: readonly Sessions[], lanes: Lanes): Sessions {
  return {
    ...apart[0]!,
    run: (network, inputs, given) => lanes.run(true, (lane) => apart[lane!]!.run(network, inputs, given)),
    async close() {
      await Promise.all(apart.map((one) => one.close()));
    },
  };
}

/** A device that runs one call at a time needs its networks once. */
async function alone([first, ...others]: readonly Sessions[]): Promise<Sessions> {
  await Promise.all(others.map((one) => one.close()));
  return first!;
}

function spread(whole: Sessions, options: Omit<SessionsOptions, "thread">, lanes: Lanes): Sessions {
  let apart: readonly Sessions[] | undefined;
  let opening: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  async function open(): Promise<void> {
    apart = await openApart({ ...options, device: "cpu" }, lanes);
  }

  async function run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, given?: RunOptions): Promise<Outputs> {
    if (closing !== undefined) return whole.run(network, inputs, given); // says that it is closed
    if (lanes.due()) opening ??= open().catch(() => undefined); // without memory for more the whole does all
    return lanes.run(!lanes.alone && apart !== undefined, (lane) => (lane === undefined ? whole : apart![lane]!).run(network, inputs, given));
  }

  async function close(): Promise<void> {
    await opening;
    await Promise.all([whole, ...(apart ?? [])].map((one) => one.close()));
  }

  return { ...whole, run, close: () => (closing ??= close()) };
}
