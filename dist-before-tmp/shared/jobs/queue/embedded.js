import { EventEmitter } from "node:events";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { createPostgresBackend, runMigrations } from "bullmq";
import { lockFolder } from "./folder-lock.js";
/** Statements between two rounds of upkeep: tens of MB of log, and some seconds of a busy queue. */
const upkeepEvery = 5000;
/**
 * PostgreSQL inside this process (PGlite), its files in `folder`/database. What is committed is in files before the statement
 * returns and outlives a kill at any moment. No fsync, though: of a power failure the last seconds may be lost.
 */
export async function openEmbedded(folder) {
    const release = await lockFolder(folder);
    try {
        const path = join(folder, "database");
        if (!(await exists(path)))
            await create(path, join(folder, "database.new"));
        const database = await connect(path);
        const pool = new EmbeddedPool(database);
        await pool.upkeep();
        return {
            shown: folder,
            connection: pool,
            factory: createPostgresBackend,
            giveUp: () => { },
            close: async () => {
                await pool.upkeep();
                await database.close();
                await release();
            },
        };
    }
    catch (error) {
        await release();
        throw error;
    }
}
/** Made under another name: a kill in the middle of it must not leave half a database. */
async function create(path, draft) {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await (await connect(draft)).close();
    await rename(draft, path);
}
async function connect(path) {
    const database = await PGlite.create({ dataDir: path, relaxedDurability: false });
    await runMigrations(new Session(database));
    await database.exec("SET search_path TO bullmq");
    return database;
}
/**
 * One `pg` client of the only connection there is. Each statement is a transaction of its own and PGlite runs them one by one.
 * BullMQ opens transactions for migrations only, which are over before anyone shares the connection.
 */
class Session extends EventEmitter {
    database;
    constructor(database) {
        super();
        this.database = database;
    }
    async query(text, params) {
        const result = params === undefined ? (await this.database.exec(text)).at(-1) : await this.database.query(text, [...params]);
        const rows = (result?.rows ?? []);
        return { rows, rowCount: rows.length || (result?.affectedRows ?? 0) };
    }
}
/** A session handed out for LISTEN or a single question. */
class SharedSession extends Session {
    count;
    release;
    constructor(database, count) {
        super(database);
        this.count = count;
        const forget = database.onNotification((channel, payload) => this.emit("notification", { channel, payload }));
        this.release = () => {
            forget();
            this.removeAllListeners();
        };
    }
    query(text, params) {
        if (/^\s*(BEGIN|START\s)/i.test(text))
            throw new Error("a transaction would hold the statements of all others: the connection is shared");
        this.count();
        return super.query(text, params);
    }
}
/** What BullMQ takes for a `pg` pool. */
class EmbeddedPool extends EventEmitter {
    database;
    /** Read by BullMQ: nothing can drop unnoticed, so waits need not be cut to 10 s. */
    options = { keepAlive: true };
    session;
    statements = 0;
    constructor(database) {
        super();
        this.database = database;
        this.setMaxListeners(0);
        this.session = new SharedSession(database, () => this.count());
    }
    connect() {
        const session = new SharedSession(this.database, () => this.count());
        session.setMaxListeners(0);
        return Promise.resolve(session);
    }
    query(text, params) {
        return this.session.query(text, params);
    }
    end() {
        return Promise.resolve(); // closed by who opened it
    }
    count() {
        this.statements += 1;
        if (this.statements % upkeepEvery === 0)
            this.upkeep().catch((error) => this.emit("error", error));
    }
    /** A lone PostgreSQL process has no autovacuum and no checkpointer: tables and log would grow for ever. */
    async upkeep() {
        for (const table of ["job", "event", "meta", "job_dependency"])
            await this.database.exec(`VACUUM ${table}`);
        await this.database.exec("CHECKPOINT");
    }
}
async function exists(path) {
    return stat(path).then(() => true, (error) => {
        if (error.code === "ENOENT")
            return false;
        throw error;
    });
}
//# sourceMappingURL=embedded.js.map