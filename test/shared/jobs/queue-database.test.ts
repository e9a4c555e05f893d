import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, createDatabase, writeTemplate } from "../../../shared/jobs/queue/database.js";
import { openQueues } from "../../../shared/jobs/queue/open.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "queue-database-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What `ask` finds in a database, which is closed again. */
async function asked(path: string, ask: string): Promise<unknown[]> {
  const database: PGlite = await connect(path);
  const { rows } = await database.query(ask);
  await database.close();
  return rows;
}
const identity = "SELECT system_identifier::text FROM pg_control_system()";
const tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'bullmq' ORDER BY 1";

it("a queue's database is made from the template, or without one, with the same tables, whatever a kill has left", async () => {
  const template = join(root, "template.tar.gz");
  await writeTemplate(join(root, "packed"), template);
  await mkdir(join(root, "draft", "base"), { recursive: true });
  await writeFile(join(root, "draft", "PG_VERSION"), "half a database");
  for (const name of ["one", "other"]) await createDatabase(join(root, name), join(root, "draft"), template);
  await createDatabase(join(root, "without"), join(root, "draft"), join(root, "none.tar.gz"));
  const [one, other, without] = await Promise.all(["one", "other", "without"].map((name) => asked(join(root, name), identity)));
  expect(other).toEqual(one);
  expect(without).not.toEqual(one);
  const made = await asked(join(root, "one"), tables);
  expect(made).toContainEqual({ table_name: "job" });
  expect(await asked(join(root, "without"), tables)).toEqual(made);
  expect((await readdir(root)).sort()).toEqual(["one", "other", "packed", "template.tar.gz", "without"]);
});

it("a database gets its tables where they are missing or of an older version", async () => {
  const path = join(root, "bare");
  const bare = await PGlite.create({ dataDir: path });
  await bare.close();
  expect(await asked(path, tables)).toContainEqual({ table_name: "job" });
  const older = await PGlite.create({ dataDir: path });
  await older.exec("DROP SCHEMA bullmq CASCADE; CREATE SCHEMA bullmq; CREATE TABLE bullmq.migration (version integer PRIMARY KEY, name text, min_client_version integer)");
  await older.close();
  expect(await asked(path, tables)).toContainEqual({ table_name: "job" });
});

it("a queue works on a database from the template", async () => {
  const template = join(root, "queue.tar.gz");
  await writeTemplate(join(root, "packed-queue"), template);
  await mkdir(join(root, "queue"));
  await createDatabase(join(root, "queue", "database"), join(root, "queue", "database.new"), template);
  const queues = await openQueues(join(root, "queue"));
  const item = { input: "a", output: "b", options: {} };
  const { id } = await queues.queue("rsr").add("whole", item);
  expect((await queues.queue("rsr").getJob(id!))?.data).toEqual(item);
  await queues.close();
});
