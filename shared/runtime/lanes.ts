import { openSessions, type RunOptions, type Sessions, type SessionsOptions } from "./session.js";
import type { Outputs, RuntimeArray } from "./session-worker.js";

/**
 * Sessions that run several calls at once, each on its share of the threads: two calls of one thread take less time than one after
 * the other on two threads that wait for each other after every layer, and longer for what else keeps a core busy. A call that is
 * alone has all threads. On the CPU; elsewhere one after the other. The lanes are opened when a second call first comes in, and
 * calls are no longer answered in the order they were made. Throws what openSessions throws.
 */
export async function openLanes(options: SessionsOptions, lanes: number): Promise<Sessions> {
  const whole = await openSessions(options);
  const count = Math.min(lanes, options.threads);
  return count < 2 || whole.device !== "cpu" ? whole : spread(whole, options, count);
}

function spread(whole: Sessions, options: SessionsOptions, count: number): Sessions {
  const share = { ...options, device: "cpu", threads: Math.floor(options.threads / count) } as const;
  let lanes: readonly { readonly sessions: Sessions; running: number }[] = [];
  let opening: Promise<void> | undefined;
  let running = 0;
  let closing: Promise<void> | undefined;

  async function open(): Promise<void> {
    const opened = await Promise.allSettled(Array.from({ length: count }, () => openSessions(share)));
    const sessions = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    if (sessions.length === count) lanes = sessions.map((one) => ({ sessions: one, running: 0 }));
    else await Promise.all(sessions.map((one) => one.close())); // no memory for more: the first does all
  }

  async function run(network: string, inputs: Readonly<Record<string, RuntimeArray>>, given?: RunOptions): Promise<Outputs> {
    if (closing !== undefined) return whole.run(network, inputs, given); // says that it is closed
    const alone = running === 0;
    if (!alone) opening ??= open();
    const lane = alone ? undefined : lanes.reduce((least, one) => (one.running < least.running ? one : least), lanes[0]!);
    running++;
    if (lane) lane.running++;
    try {
      return await (lane?.sessions ?? whole).run(network, inputs, given);
    } finally {
      running--;
      if (lane) lane.running--;
    }
  }

  async function close(): Promise<void> {
    await opening;
    await Promise.all([whole, ...lanes.map(({ sessions }) => sessions)].map((one) => one.close()));
  }

  return { ...whole, run, close: () => (closing ??= close()) };
}
