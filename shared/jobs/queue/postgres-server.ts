import { setTimeout as delay } from "node:timers/promises";
import { createPostgresBackend, runMigrations, type PgPoolClient } from "bullmq";
import pg from "pg";
import { lost, reachable, refusedBy, type Backend, type Tell } from "./backend.js";

/** One per process, for all its queues: each worker and each listener to events keeps one for LISTEN, the rest is shared. */
const mostConnections = 16;

export async function openPostgres(url: string, shown: string, { connectTimeoutMs, tell }: { readonly connectTimeoutMs: number; readonly tell: Tell }): Promise<Backend> {
  const inner = new pg.Pool({
    connectionString: url,
    options: "-c search_path=bullmq",
    max: mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  inner.setMaxListeners(0);
  const pool = new RidingPool(inner, tell);
  inner.on("error", (error) => tell.lost(error)); // an idle connection dropped
  try {
    await reachable(shown, connectTimeoutMs, async () => {
      const client = await inner.connect().catch((error: unknown) => {
        throw named(error, shown);
      });
      try {
        await runMigrations(client as unknown as PgPoolClient).catch((error: unknown) => {
          throw named(error, shown);
        });
      } finally {
        client.release();
      }
    });
  } catch (error) {
    inner.end().catch(() => undefined); // waits for attempts that are still under way
    throw error;
  }
  return {
    shown,
    connection: pool,
    factory: createPostgresBackend,
    giveUp: () => void (pool.ending = true),
    close: async () => {
      pool.ending = true;
      await inner.end();
    },
  };
}

/**
 * Waits out a server that is away, like ioredis does: what was not answered is asked again. Everything that BullMQ asks may be
 * asked twice where jobs have ids of their own; a job claimed for an answer that was lost stalls and is run again.
 */
class RidingPool {
  readonly options = { keepAlive: true };
  ending = false;

  constructor(
    private readonly inner: pg.Pool,
    private readonly tell: Tell,
  ) {}

  connect(): Promise<pg.PoolClient> {
    return this.ride(() => this.inner.connect());
  }

  query(text: string, params?: unknown[]): Promise<pg.QueryResult> {
    return this.ride(() => this.inner.query(text, params));
  }

  end(): Promise<void> {
    return Promise.resolve(); // closed by who opened it
  }

  on(): this {
    return this; // errors of idle connections are told once, not by every queue
  }

  removeAllListeners(): this {
    return this;
  }

  private async ride<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const asked = performance.now();
      try {
        const answer = await ask();
        this.tell.found(asked);
        return answer;
      } catch (error) {
        if (!lost(error) || this.ending) throw error;
        this.tell.lost(error as Error);
        await delay(500);
      }
    }
  }
}

/** The server's own no, as a user may read it. */
function named(error: unknown, shown: string): unknown {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (/^28|^3D000$|^42501$|^3F/.test(code)) return refusedBy(shown, message, error);
  if (/SSL|certificate|SASL|password must be/i.test(message)) return refusedBy(shown, message, error);
  return error;
}
