import { basename, relative, resolve, sep } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { RestorationError } from "../../errors.js";
import type { Domain, Item } from "../domain.js";
import { foldersBelow, itemAt } from "./gather.js";
import type { PlaceOptions } from "./manifest.js";
import { walk, type Tree } from "./watch-tree.js";

export interface WatchOptions extends PlaceOptions {
  /** Seconds between two looks; default 2. */
  readonly interval?: number;
  /** Looks over which an input must not change; default 2. */
  readonly settle?: number;
  /** Told once of each thing that is wrong. */
  readonly warn?: (message: string) => void;
  /** Waits between two looks; for tests. */
  readonly wait?: (seconds: number, signal?: AbortSignal) => Promise<void>;
}

/** What is known of an input: nothing more is kept, and that only while it is there. */
interface Seen {
  state: string;
  looks: number;
  reported?: string;
}

/** Things warned of; beyond it the oldest may be told again. */
const WARNED = 1000;

/**
 * The inputs that arrive in a drop folder, and those that lie there: each when its size and time (of a study all its files' and their
 * number) have stayed the same over `settle` looks and it is not being written under a temporary name; again when it changes. By looking,
 * not by events, which network mounts do not send. Results below the folder are left alone. Ends when the signal says so.
 */
export async function* watch(domain: Domain, folder: string, options: WatchOptions = {}): AsyncGenerator<Item, void, undefined> {
  const { interval = 2, settle = 2, signal, wait = pause } = options;
  const root = resolve(folder);
  const seen = new Map<string, Seen>();
  const warn = once(options.warn ?? (() => undefined));
  let last: string | undefined;
  try {
    for (;;) {
      const tree = await walk(root, { signal, unreadable: (path, code) => warn(`${unreadableName(domain, relative(root, path) || basename(root))}: expected what can be read, got ${code}; it is left alone`) });
      if (tree.state !== last) {
        const found = await discovered(domain, root, options, warn);
        // looked at again where something vanished between the two
        last = found === undefined ? undefined : tree.state;
        if (found !== undefined) keep(seen, found);
      }
      for (const input of settled(seen, tree, settle)) {
        const item = await itemOf(domain, root, input, { options, warn });
        if (item !== undefined) yield item;
      }
      if (signal?.aborted) return;
      await wait(interval, signal);
    }
  } catch (error) {
    if (signal?.aborted) return;
    throw error;
  }
}

async function discovered(domain: Domain, root: string, { output, signal }: WatchOptions, warn: (message: string) => void): Promise<string[] | undefined> {
  try {
    const gone = (error: RestorationError): void => void ((error.cause as NodeJS.ErrnoException | undefined)?.code !== "ENOENT" && warn(error.message));
    const results = output === undefined || resolve(output) === root ? undefined : `${resolve(output)}${sep}`;
    return (await domain.discover(root, signal, gone)).filter((input) => results === undefined || !input.startsWith(results));
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof RestorationError)) throw error;
    warn(error.message);
    return undefined;
  }
}

function keep(seen: Map<string, Seen>, found: readonly string[]): void {
  const there = new Set(found);
  for (const input of seen.keys()) if (!there.has(input)) seen.delete(input);
  for (const input of found) if (!seen.has(input)) seen.set(input, { state: "", looks: 0 });
}

/** Inputs that have become settled with this look. */
function settled(seen: ReadonlyMap<string, Seen>, tree: Tree, settle: number): string[] {
  const now: string[] = [];
  for (const [input, it] of seen) {
    const state = tree.stateOf(input) ?? "";
    it.looks = state !== "" && state === it.state ? it.looks + 1 : 0;
    it.state = state;
    if (state === "" || it.looks < settle || it.reported === state) continue;
    it.reported = state;
    now.push(input);
  }
  return now;
}

async function itemOf(domain: Domain, root: string, input: string, { options, warn }: { readonly options: WatchOptions; readonly warn: (message: string) => void }): Promise<Item | undefined> {
  try {
    const item = itemAt(domain, input, { below: foldersBelow(root, input), ...options });
    domain.check(item);
    return item;
  } catch (error) {
    if (!(error instanceof RestorationError)) throw error;
    warn(error.message);
    return undefined;
  }
}

/** Folders of patients are often named after them, and warnings go to logs. */
function unreadableName({ kind, unit }: Domain, path: string): string {
  return kind === "mri" ? `something in the folder of ${unit.many}` : path;
}

function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    if (told.size >= WARNED) told.delete(told.values().next().value!);
    told.add(message);
    tell(message);
  };
}

async function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  await after(1000 * seconds, undefined, signal && { signal });
}
