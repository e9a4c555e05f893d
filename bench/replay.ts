/** The bare network calls of a run, for the benches of speed: what went to the network threads, made again with arrays of the same shapes. */
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { openSessions } from "../shared/runtime/session.js";

export interface Call {
  /** Thread and number of the networks' set: models may share a thread. */
  readonly set: string;
  readonly network: string;
  readonly shapes: readonly (readonly [name: string, dims: readonly number[]])[];
}

interface Networks {
  readonly bytes: Record<string, Uint8Array>;
  readonly threads: number;
}

export interface Made {
  readonly calls: readonly Call[];
  readonly networks: ReadonlyMap<string, Networks>;
}

/** Watches the one place that all calls pass. The function returned gives those since it was last asked. */
export function watchCalls(): () => Made {
  let networks = new Map<string, Networks>();
  let calls: Call[] = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: never[]) {
    const told = message as { kind?: string; set?: number; network?: string; inputs?: Record<string, { dims: readonly number[] }>; networks?: Record<string, Uint8Array>; threads?: number };
    const set = `${this.threadId}/${told.set}`;
    if (told.kind === "open" && told.networks !== undefined) networks.set(set, { bytes: Object.fromEntries(Object.entries(told.networks).map(([name, bytes]) => [name, Uint8Array.from(bytes)])), threads: told.threads! });
    if (told.kind === "run") calls.push({ set, network: told.network!, shapes: Object.entries(told.inputs!).map(([name, { dims }]) => [name, dims] as const) });
    return post.call(this, message, ...rest);
  };
  return () => {
    const made = { calls, networks };
    [calls, networks] = [[], new Map()];
    return made;
  };
}

export interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

export function clock(): Seconds {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

export function since(started: Seconds): Seconds {
  const now = clock();
  return { wall: now.wall - started.wall, cpu: now.cpu - started.cpu };
}

export function told({ wall, cpu }: Seconds): string {
  return `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU`;
}

/**
 * The same calls one after another in sessions of their own, so many in flight; with two the thread never waits. The first of each shape is made
 * once before: its allocations belong to neither. `all`: threads of each session, where the command had lanes that share them.
 */
export async function replay({ calls, networks }: Made, inFlight: number, all?: number): Promise<Seconds> {
  const sessions = new Map<string, Awaited<ReturnType<typeof openSessions>>>();
  const hashes = new Map<string, Awaited<ReturnType<typeof openSessions>>>();
  for (const [set, { bytes, threads }] of networks) {
    const content = createHash("sha256");
    for (const name of Object.keys(bytes)) content.update(name).update(bytes[name]!);
    const key = all === undefined ? set : content.digest("hex");
    if (!hashes.has(key)) hashes.set(key, await openSessions({ networks: () => structuredClone(bytes), device: "cpu", threads: all ?? threads }));
    sessions.set(set, hashes.get(key)!);
  }
  const arrays = new Map<string, { readonly data: Float32Array; readonly dims: readonly number[] }>();
  const array = (dims: readonly number[]) => {
    const key = dims.join("x");
    let found = arrays.get(key);
    // a vector is a time or a number of sigma's kind
    if (found === undefined) arrays.set(key, (found = { data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => (dims.length === 1 ? 50 : 0.5 + 0.3 * Math.sin(i))), dims }));
    return found;
  };
  const run = ({ set, network, shapes }: Call) => sessions.get(set)!.run(network, Object.fromEntries(shapes.map(([name, dims]) => [name, array(dims)])));
  const warm = new Set<string>();
  for (const call of calls) {
    const key = JSON.stringify(call);
    if (!warm.has(key)) await run(call);
    warm.add(key);
  }
  const started = clock();
  const running: Promise<unknown>[] = [];
  for (const call of calls) {
    running.push(run(call));
    if (running.length === inFlight) await running.shift();
  }
  await Promise.all(running);
  const seconds = since(started);
  for (const session of hashes.values()) await session.close();
  return seconds;
}
