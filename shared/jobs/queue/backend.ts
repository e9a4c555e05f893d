import { setTimeout as delay } from "node:timers/promises";
import { expected, RestorationError } from "../../errors.js";

/** A datastore for BullMQ. */
export interface Backend {
  readonly shown: string;
  readonly connection: unknown;
  readonly factory: unknown;
  /** No more waiting for a server that is away: what is being asked fails. */
  giveUp(): void;
  close(): Promise<void>;
}

/** Of outages: `lost` warns once until `found`. */
export interface Tell {
  warn(message: string): void;
  lost(error: Error): void;
  /** Lost, without a word: at the end. */
  missed(): void;
  /** `asked`: when what was answered was asked (performance.now()); a server's connections end one by one, and until then one may answer. */
  found(asked?: number): void;
  away(): boolean;
}

const sockets = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ENOTFOUND"];

/** Whether the server may be back later: sockets, class 08, shut-downs and starts (57P), too many connections (53300). */
export function lost(error: unknown): boolean {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return sockets.includes(code) || /^08|^57P0[123]$|^53300$/.test(code) || /Connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|Connection is closed|ECONNRESET/i.test(message);
}

/** Whether it is out of reach: what no connection says that was closed from here. */
export function unreachable(error: unknown): boolean {
  return sockets.includes((error as NodeJS.ErrnoException).code ?? "");
}

/** Throws bad-option (retry) where `connect` fails or takes too long; a RestorationError as it is. */
export async function reachable<T>(shown: string, timeoutMs: number, connect: () => Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer in ${timeoutMs / 1000} s`);
  });
  try {
    return await Promise.race([started(connect, timer.signal), late]);
  } catch (error) {
    if (error instanceof RestorationError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw expected("bad-option", { subject: "--queue", want: `a queue server at ${shown}`, got: code ?? message, advice: "start it, or correct the address", retry: true, cause: error });
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/** A PostgreSQL that is starting or recovering says so (57P03) and is asked again. */
async function started<T>(connect: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (signal.aborted || !/^57P0[123]$/.test((error as { code?: string }).code ?? "")) throw error;
      await delay(300);
    }
  }
}

/** The server answers, and says no. */
export function refusedBy(shown: string, message: string, cause: unknown): RestorationError {
  return expected("bad-option", { subject: "--queue", want: `to be let in by ${shown}`, got: message, advice: /certificate/.test(message) ? "name a private authority's certificate in NODE_EXTRA_CA_CERTS" : "check user, password and rights", cause });
}

const lastAnswersMs = 2000; // of a server's connections, after the first of them was lost

export function telling(shown: string, warn: (message: string) => void): Tell {
  let away = false;
  let since = 0;
  return {
    warn,
    lost: (error) => {
      since = performance.now();
      if (away) return;
      away = true;
      warn(`${shown}: ${(error as NodeJS.ErrnoException).code ?? error.message}; going on when the queue server is back`);
    },
    missed: () => (away = true),
    found: (asked) => void (away &&= asked !== undefined && asked < since + lastAnswersMs),
    away: () => away,
  };
}
