import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { partsFolder, workFolder } from "../../../shared/jobs/payload.js";
import { clean, inStaging } from "../../../shared/jobs/staging.js";

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), "staging-"))));
afterEach(() => rm(root, { recursive: true, force: true }));

describe("inStaging", () => {
  it("gives an empty folder beside the output and leaves nothing behind", async () => {
    const output = join(root, "deep", "out.tif");
    const seen = await inStaging(output, "id", async (folder) => {
      await writeFile(join(folder, "half"), "x");
      return folder;
    });
    expect(seen.startsWith(join(root, "deep", ".domain-sr"))).toBe(true);
    expect(await readdir(join(root, "deep"))).toEqual([]);
  });

  it("gives each of two attempts its own, and removes a failed one's", async () => {
    const output = join(root, "out.tif");
    let inner = "";
    await expect(inStaging(output, "id", async (a) => {
      await inStaging(output, "id", async (b) => void (inner = b));
      expect(inner).not.toBe(a);
      expect(existsSync(a)).toBe(true);
      throw new Error("broken off");
    })).rejects.toThrow("broken off");
    expect(await readdir(root)).toEqual([]);
  });

  it("stands many at once beside one another", async () => {
    const output = join(root, "out.tif");
    await Promise.all(Array.from({ length: 40 }, (_, i) => inStaging(output, `id${i}`, (folder) => writeFile(join(folder, "x"), "x"))));
    expect(await readdir(root)).toEqual([]);
  });
});

describe("clean", () => {
  it("removes what dead jobs left and keeps what live ones work in", async () => {
    const output = join(root, "out.tif");
    const left = (folder: string): Promise<unknown> => mkdir(folder, { recursive: true }).then(() => writeFile(join(folder, "x"), "x"));
    await left(join(workFolder(output), "dead-1.0123456789ab"));
    await left(join(workFolder(output), "live-1.0123456789ab"));
    await left(join(workFolder(output), "live-1-part3.0123456789ab"));
    await left(partsFolder(output, "dead-1"));
    await left(partsFolder(output, "live-1"));
    await writeFile(join(root, "a user's.tif"), "x");
    expect(await clean([output, join(root, "other.tif")], async (id) => id === "live-1")).toBe(2);
    expect((await readdir(workFolder(output))).sort()).toEqual(["live-1-part3.0123456789ab", "live-1.0123456789ab"]);
    expect(await clean([output], async () => false)).toBe(3);
    expect(await readdir(root)).toEqual(["a user's.tif"]);
  });
});
