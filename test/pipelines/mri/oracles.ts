import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Programs that judge our files: Debian's packages, which continuous integration installs. */
const packages: Readonly<Record<string, string>> = {
  dciodvfy: "dicom3tools", dcentvfy: "dicom3tools", dcmftest: "dcmtk", dcmdrle: "dcmtk", dcmdjpls: "dcmtk", dcmconv: "dcmtk",
  "/usr/bin/python3": "python3-pydicom python3-nibabel",
};

export interface Verdict {
  readonly status: number;
  /** stdout and stderr together. */
  readonly output: string;
}

/** Runs an oracle. A missing one fails the test by name: it is never skipped. */
export function oracle(program: string, ...given: readonly string[]): Verdict {
  const { status, stdout, stderr, error } = spawnSync(program, given, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (error !== undefined) throw new Error(`${program}: expected the program that this test compares with, got ${(error as NodeJS.ErrnoException).code}; apt-get install ${packages[program] ?? program}`);
  return { status: status ?? -1, output: stdout + stderr };
}

/** The JSON that a Python script prints, with pydicom, nibabel and numpy at hand. */
export function python<T>(script: string, ...given: readonly string[]): T {
  const { status, output } = oracle("/usr/bin/python3", "-W", "ignore", "-c", script, ...given);
  if (status !== 0) {
    const advice = output.includes("No module named") ? `apt-get install ${packages["/usr/bin/python3"]}` : "look at the script";
    throw new Error(`/usr/bin/python3: expected a result, got ${output.trim().split("\n").at(-1)}; ${advice}`);
  }
  return JSON.parse(output) as T;
}

/** The lines of dciodvfy that are errors, without the positions that differ between objects. */
export function iodErrors(file: string): string[] {
  return oracle("dciodvfy", "-new", file).output.split("\n").filter((line) => line.startsWith("Error"));
}

/** A folder of one test file, removed at its end. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mri-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
