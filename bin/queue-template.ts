import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeTemplate } from "../shared/jobs/queue/database.js";

/** A step of the build: makes the database that every queue in a folder begins as. */
const folder = await mkdtemp(join(tmpdir(), "queue-template-"));
try {
  await writeTemplate(join(folder, "database"));
} finally {
  await rm(folder, { recursive: true });
}
