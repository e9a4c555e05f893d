import { EventEmitter } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { createPostgresBackend } from "bullmq";
import type { Backend } from "./backend.js";
import { connect, createDatabase, Session, type Answer } from "./database.js";
import { lockFolder } from "./folder-lock.js";

/** Statements between two rounds of upkeep: tens of MB of log, and some seconds of a busy queue. */
const upkeepEvery = 5000;

/**
 * PostgreSQL inside this process (PGlite), its files in `folder`/database. What is committed is in files before the statement
 * returns and outlives a kill at any moment. No fsync, though: of a power failure the last seconds may be lost.
 */
export async function openEmbedded(folder: string): Promise<Backend> {
  const release = await lockFolder(folder);
  try {
    const path = join(folder, "database");
    if (!(await exists(path))) await createDatabase(path, join(folder, "database.new"));
    const database = await connect(path);
    const pool = new EmbeddedPool(database);
    await pool.upkeep();
    return {
      shown: folder,
      connection: pool,
      factory: createPostgresBackend,
      giveUp: () => {},
      close: async () => {
        await pool.upkeep();
        await database.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A session handed out for LISTEN or a single question. */
class SharedSession extends Session {
  readonly release: () => void;

  constructor(database: PGlite, private readonly count: () => void) {
    super(database);
    const forget = database.onNotification((channel, payload) => this.emit("notification", { channel, payload }));
    this.release = () => {
      forget();
      this.removeAllListeners();
    };
  }

  override query<R>(text: string, params?: readonly unknown[]): Promise<Answer<R>> {
    if (/^\s*(BEGIN|START\s)/i.test(text)) throw new Error("a transaction would hold the statements of all others: the connection is shared");
    this.count();
    return super.query<R>(text, params);
  }
}

/** What BullMQ takes for a `pg` pool. */
class EmbeddedPool extends EventEmitter {
  /** Read by BullMQ: nothing can drop unnoticed, so waits need not be cut to 10 s. */
  readonly options = { keepAlive: true };
  private readonly session: SharedSession;
  private statements = 0;

  constructor(private readonly database: PGlite) {
    super();
    this.setMaxListeners(0);
    this.session = new SharedSession(database, () => this.count());
  }

  connect(): Promise<SharedSession> {
    const session = new SharedSession(this.database, () => this.count());
    session.setMaxListeners(0);
    return Promise.resolve(session);
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<Answer<R>> {
    return this.session.query<R>(text, params);
  }

  end(): Promise<void> {
    return Promise.resolve(); // closed by who opened it
  }

  private count(): void {
    this.statements += 1;
    if (this.statements % upkeepEvery === 0) this.upkeep().catch((error: unknown) => this.emit("error", error));
  }

  /** A lone PostgreSQL process has no autovacuum and no checkpointer: tables and log would grow for ever. */
  async upkeep(): Promise<void> {
    for (const table of ["job", "event", "meta", "job_dependency"]) await this.database.exec(`VACUUM ${table}`);
    await this.database.exec("CHECKPOINT");
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return false;
    throw error;
  });
}
