import { setTimeout as sleep } from "node:timers/promises";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { RestorationError } from "../../../shared/errors.js";

/** Patience with a server, milliseconds. */
export interface Patience {
  /** From the end of a request to its answer: archives fetch from tape. */
  readonly answerMs: number;
  /** Between two pieces of a body, either way. */
  readonly idleMs: number;
  /** Attempts in all. */
  readonly attempts: number;
  /** Before the second attempt; doubled for each one after it. */
  readonly pauseMs: number;
  /** The most that a server's Retry-After is heeded. */
  readonly longestPauseMs: number;
}

export const patience: Patience = { answerMs: 120_000, idleMs: 60_000, attempts: 4, pauseMs: 500, longestPauseMs: 60_000 };

/** What the same request may survive later. */
export class Unavailable extends RestorationError {
  constructor(message: string, { afterMs, cause }: { readonly afterMs?: number; readonly cause?: unknown } = {}) {
    super("bad-input", message, { cause, retry: true });
    this.afterMs = afterMs;
  }
  /** What the server asked for. */
  readonly afterMs: number | undefined;
}

/** Runs `work` until it does not throw Unavailable, `attempts` times at most; then the last error is thrown. */
export async function retrying<T>(work: () => Promise<T>, { attempts, pauseMs, longestPauseMs }: Patience, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(signal);
    try {
      return await work();
    } catch (error) {
      throwIfAborted(signal);
      if (!(error instanceof Unavailable) || attempt >= attempts) throw error;
      // spread, so that many workers do not come back at once
      const pause = error.afterMs ?? pauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      await sleep(Math.min(pause, longestPauseMs), undefined, signal ? { signal } : {}).catch(() => throwIfAborted(signal));
    }
  }
}
