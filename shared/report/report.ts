import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/**
 * JSON beside an output: written under a temporary name, renamed when complete; of several writers the last one's stays. Numbers that JSON
 * has no word for become null.
 */
export async function writeReport(path: string, report: object): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(`${JSON.stringify(report, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
