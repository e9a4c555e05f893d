import { once } from "node:events";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { RestorationError } from "../../../shared/errors.js";
import { listenOn } from "./dimse-listen.js";
import { dimseLibrary, status } from "./dimse-library.js";
import type { Host } from "./dimse-peer.js";
import { diskError, identify, keep, studyFolder } from "./incoming.js";

export interface ListenOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Of this machine; default loopback. */
  readonly address?: string;
  readonly aet: string;
  /** Calling AE titles that are taken; default all. */
  readonly accept?: readonly string[];
  /** Finished studies appear here. */
  readonly output: string;
  /** A study that nothing came of for so long is complete. */
  readonly quietMs: number;
  readonly tls?: boolean;
  readonly signal: AbortSignal;
  readonly onReady?: (port: number) => void;
  readonly onStudy?: (study: { readonly folder: string; readonly instances: number }) => void;
  readonly onProblem?: (message: string) => void;
}

/**
 * Takes what is stored to us (C-STORE) until the signal comes. A study is gathered in a hidden folder of `output` and gets its name, a rename,
 * when nothing more comes of it; what is not complete when we are stopped or killed is, some time after the next start.
 * Where the name is taken, by images that came before, the later ones get it with a number.
 */
export async function listen(options: ListenOptions): Promise<void> {
  const { output, quietMs, signal, aet, accept, onStudy, onProblem } = options;
  dimseLibrary();
  const inbox = new Inbox(resolve(output), quietMs, { ...(onStudy && { onStudy }), ...(onProblem && { onProblem }) });
  const host: Host = {
    get spool() {
      return inbox.folder;
    },
    accept: ({ calling, called }) => (called !== aet ? "unknown-called" : accept !== undefined && !accept.includes(calling) ? "unknown-calling" : "yes"),
    arrived: (path) => inbox.take(path),
  };
  await mkdir(output, { recursive: true }).catch((cause: unknown) => {
    throw diskError(cause);
  });
  const listener = await listenOn(host, {
    port: options.port, ...(options.address !== undefined && { address: options.address }), tls: options.tls ?? false,
    // the port is ours alone on this machine, so the folder is too
    prepare: (port) => inbox.open(`.incoming-${hostname()}-${port}`),
  });
  try {
    options.onReady?.(listener.port);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await listener.close();
    await inbox.close();
  }
}

class Inbox {
  folder = "";
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private closed = false;
  /** Names are given one after the other: a study that is being finished takes nothing more. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly output: string, private readonly quietMs: number, private readonly tell: Pick<ListenOptions, "onStudy" | "onProblem">) {}

  /** Takes up what an earlier run left. */
  async open(name: string): Promise<void> {
    this.folder = join(this.output, name);
    await mkdir(this.folder, { recursive: true });
    for (const entry of await readdir(this.folder)) {
      if (entry.startsWith(".")) await rm(join(this.folder, entry), { recursive: true, force: true });
      else this.wait(entry);
    }
  }

  async take(path: string): Promise<number> {
    return this.next(async () => {
      try {
        const identity = await identify(path);
        if (identity === undefined) {
          await rm(path, { force: true });
          return status.cannotUnderstand;
        }
        const study = studyFolder(identity.studyUid);
        await mkdir(join(this.folder, study), { recursive: true });
        await keep(path, join(this.folder, study), "C-STORE");
        this.wait(study);
        return status.success;
      } catch (error) {
        await rm(path, { force: true });
        const known = diskError(error);
        this.tell.onProblem?.(known instanceof RestorationError ? known.message : "an instance could not be kept");
        return known instanceof RestorationError && known.code === "bad-input" ? status.cannotUnderstand : status.outOfResources;
      }
    });
  }

  private wait(study: string): void {
    if (this.closed) return;
    clearTimeout(this.timers.get(study));
    this.timers.set(study, setTimeout(() => {
      this.timers.delete(study);
      void this.next(() => (this.timers.has(study) ? undefined : this.finish(study)));
    }, this.quietMs));
  }

  private async finish(study: string): Promise<void> {
    try {
      const instances = (await readdir(join(this.folder, study))).length;
      const folder = await this.publish(study);
      this.tell.onStudy?.({ folder, instances });
    } catch (error) {
      const known = diskError(error);
      this.tell.onProblem?.(`${study}: ${known instanceof RestorationError ? known.message : "could not be given its name"}`);
      this.wait(study); // nothing is lost: it is tried again
    }
  }

  private async publish(study: string): Promise<string> {
    for (let n = 1; ; n++) {
      const folder = n === 1 ? study : `${study}-${n}`;
      try {
        await rename(join(this.folder, study), join(this.output, folder));
        return folder;
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOTDIR") throw error;
      }
    }
  }

  private next<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await this.last;
  }
}
