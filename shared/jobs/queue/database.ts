import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations, SchemaMigrationRequiredError, type PgPoolClient } from "bullmq";
import { extract } from "tar";

/** A new database packed up. The build makes it, since making one takes seconds; from source there is none. */
export const TEMPLATE = fileURLToPath(new URL("./template.tar.gz", import.meta.url));

/** Makes a database at `path`; under the name `draft` until it is whole, as a kill must not leave half of one. From `template`, where there is that file. */
export async function createDatabase(path: string, draft: string, template = TEMPLATE): Promise<void> {
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  if (existsSync(template)) extract({ file: template, cwd: draft, sync: true }); // half the time of the asynchronous one
  else await (await initialise(draft)).close();
  await rename(draft, path);
}

/** Packs a new database into the file `template`; `draft` is a folder for it. */
export async function writeTemplate(draft: string, template = TEMPLATE): Promise<void> {
  const database = await initialise(draft);
  await database.exec("CHECKPOINT");
  const packed = await database.dumpDataDir("gzip");
  await database.close();
  await writeFile(`${template}.part`, Buffer.from(await packed.arrayBuffer()));
  await rename(`${template}.part`, template);
}

/** PostgreSQL's own 128 MB take a fifth of a second to clear, and a queue needs a few; its files stay in the system's memory anyway. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

/** Opens a database, with the tables of this version of BullMQ. */
export async function connect(path: string): Promise<PGlite> {
  const database = await PGlite.create({ dataDir: path, relaxedDurability: false, startParams });
  const session = new Session(database) as unknown as PgPoolClient;
  // to ask takes a tenth of the time that it takes to find nothing to do
  if ((await assertSchemaCompatibility(session).catch(noTables)) < LATEST_SCHEMA_VERSION) await runMigrations(session);
  await database.exec("SET search_path TO bullmq");
  return database;
}

function noTables(error: unknown): number {
  if (error instanceof SchemaMigrationRequiredError) return 0;
  throw error;
}

/** As small as may be: a log in files of 1 MB instead of 16, and none of the databases that others are copied from. */
async function initialise(path: string): Promise<PGlite> {
  const database = await PGlite.create({ dataDir: path, initDbStartParams: ["--wal-segsize=1"] });
  await runMigrations(new Session(database) as unknown as PgPoolClient);
  await database.exec("UPDATE pg_database SET datistemplate = false");
  for (const name of ["template0", "template1"]) await database.exec(`DROP DATABASE ${name}`);
  return database;
}

export interface Answer<R> {
  readonly rows: R[];
  readonly rowCount: number;
}

/**
 * One `pg` client of the only connection there is. Each statement is a transaction of its own and PGlite runs them one by one.
 * BullMQ opens transactions for migrations only, which are over before anyone shares the connection.
 */
export class Session extends EventEmitter {
  constructor(protected readonly database: PGlite) {
    super();
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<Answer<R>> {
    const result = params === undefined ? (await this.database.exec(text)).at(-1) : await this.database.query<R>(text, [...params]);
    const rows = (result?.rows ?? []) as R[];
    return { rows, rowCount: rows.length || (result?.affectedRows ?? 0) };
  }
}
