import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import fs from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { domain } from "../../../pipelines/remote-sensing/job.js";
import { restoreScene } from "../../../pipelines/remote-sensing/restore.js";
import { syncFolder } from "../../../shared/jobs/publish.js";
import { workers } from "./job-fixture.js";
import { ground, tileOptions, utm } from "./scene-fixture.js";
import { temporaryFolder, tiff } from "./tiff-fixture.js";

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, default: real, statfs: vi.fn(real.statfs), open: vi.fn(real.open) };
});
const { statfs, open } = await import("node:fs/promises");

const file = temporaryFolder();
const context = workers();
const real = { statfs: fs.statfs, open: fs.open };
afterEach(() => {
  vi.mocked(statfs).mockImplementation(real.statfs as typeof statfs);
  vi.mocked(open).mockImplementation(real.open);
});
const options = { method: "bicubic", scale: "2", tile: "128" };
const input = file("scene.tif", tiff({ width: 300, height: 260, bands: 3, type: "uint16", value: ground, tags: utm }));

/** Small file systems of their own, where this process may mount them (root). */
const mounted: string[] = [];
function mount(name: string, flags: string): string | undefined {
  const folder = file(name);
  mkdirSync(folder);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", flags, "tmpfs", folder], { stdio: "ignore" }).status !== 0) return undefined;
  mounted.push(folder);
  return folder;
}
afterAll(() => mounted.forEach((folder) => spawnSync("umount", ["-l", folder])));

const room = (blocks: number, bavail: number) => vi.mocked(statfs).mockImplementation((async () => ({ type: 0, bsize: 4096, blocks, bfree: bavail, bavail, files: 0, ffree: 0 })) as unknown as typeof statfs);

describe("an output on a store", () => {
  it("that states no room is written to, on one that states too little it is refused", async () => {
    room(0, 0);
    await restoreScene(tileOptions({ input, output: file("unstated.tif"), ...options }));
    room(1000, 1);
    await expect(restoreScene(tileOptions({ input, output: file("full.tif"), ...options }))).rejects.toMatchObject({ code: "no-space", message: expect.stringContaining("free some") as string });
    expect(readdirSync(file("")).filter((name) => name.startsWith("full"))).toEqual([]);
  });

  it("that cannot make names durable gets them all the same, another error is none of that", async () => {
    const failing = (code: string) => vi.mocked(open).mockImplementation(async (...given: Parameters<typeof open>) => {
      const handle = await real.open(...given);
      if ((await handle.stat()).isDirectory()) handle.sync = () => Promise.reject(Object.assign(new Error(code), { code }));
      return handle;
    });
    failing("EINVAL");
    const item = { input, output: file("network.tif"), options };
    const key = await domain.key(item);
    await domain.run(item, key, context(item));
    expect(await domain.done(item, key)).toBe(true);
    failing("EIO");
    await expect(syncFolder(file(""))).rejects.toThrow("EIO");
  });

  it("that is full ends in a clear error with nothing under the output's name, and goes on with room", async ({ skip }) => {
    const folder = mount("small", "size=600k");
    if (folder === undefined) return skip("mounting is not allowed here");
    vi.mocked(statfs).mockImplementation((async () => ({ bsize: 4096, bavail: 0 })) as unknown as typeof statfs);
    const item = { input, output: join(folder, "out.tif"), options };
    const key = await domain.key(item);
    const given = context(item);
    await expect(domain.run(item, key, given)).rejects.toMatchObject({ code: "no-space" });
    rmSync(given.staging, { recursive: true }); // as a worker does
    expect(readdirSync(folder)).toEqual([]);
    await expect(restoreScene(tileOptions(single(folder)))).rejects.toMatchObject({ code: "no-space", message: expect.stringContaining("repeat with --resume") as string });
    execFileSync("mount", ["-o", "remount,size=20m", folder]);
    await domain.run(item, key, context(item));
    await restoreScene(tileOptions({ ...single(folder), resume: true }));
    const [a, b] = ["out.tif", "single.tif"].map((name) => readFileSync(join(folder, name)));
    expect(Buffer.compare(a!, b!)).toBe(0);
  });

  it("that is read-only ends in a clear error", async ({ skip }) => {
    const folder = mount("locked", "size=20m");
    if (folder === undefined) return skip("mounting is not allowed here");
    const item = { input, output: join(folder, "out.tif"), options };
    const key = await domain.key(item);
    const given = context(item);
    execFileSync("mount", ["-o", "remount,ro", folder]);
    await expect(restoreScene(tileOptions(single(folder)))).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("a folder that can be written to") as string });
    await expect(domain.run(item, key, given)).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining("a folder that can be written to, got EROFS; choose another") as string });
  });
});

const single = (folder: string) => ({ input, output: join(folder, "single.tif"), ...options });
