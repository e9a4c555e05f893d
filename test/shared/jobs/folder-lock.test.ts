import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../../shared/jobs/queue/folder-lock.js";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "lock-"))));
afterEach(() => rm(folder, { recursive: true }));

/** A process that says "held" or the message of its refusal and then waits for its end. */
async function other() {
  const program = `
    const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, "../../../shared/jobs/queue/folder-lock.ts"))});
    process.stdin.once("data", async () => {
      await lockFolder(${JSON.stringify(folder)}).then(() => console.log("held"), (error) => console.log(error.message));
    });
    console.log("ready");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    pid: child.pid!,
    lock: async () => {
      child.stdin.write("\n");
      return (await lines.next()).value as string;
    },
    kill: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

describe("the lock of a folder", () => {
  it("is held by one, named in the refusal, and free again when given back", async () => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: "bad-option", retry: true, message: expect.stringContaining(`got one that process ${process.pid} (this one) holds; wait for it`) as string });
    await release();
    await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual(["lock-2"]);
  });

  it("is taken over from a process that was killed, not from a living one", async () => {
    const child = await other();
    expect(await child.lock()).toBe("held");
    await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid} holds`);
    await child.kill();
    await (await lockFolder(folder))();
  });

  it("is not taken for held where another process has got the number of a dead one", async () => {
    await writeFile(join(folder, "lock-7"), JSON.stringify({ pid: process.pid, started: "1", host: hostname() }));
    await (await lockFolder(folder))();
  });

  it("is left to a machine that cannot be asked", async () => {
    await writeFile(join(folder, "lock-7"), JSON.stringify({ pid: 1, started: "1", host: "elsewhere" }));
    await expect(lockFolder(folder)).rejects.toThrow("got one that process 1 on elsewhere holds; remove lock-7 in it if that process is gone");
  });

  it("is taken over where a power failure left no text in it", async () => {
    await writeFile(join(folder, "lock-7"), "");
    await (await lockFolder(folder))();
  });

  it("goes to one of many that start at the same moment after a death", async () => {
    await writeFile(join(folder, "lock-10"), JSON.stringify({ pid: 2 ** 22 + 1, started: "1", host: hostname() }));
    const starters = await Promise.all(Array.from({ length: 4 }, other));
    const said = await Promise.all(starters.map(({ lock }) => lock()));
    const winners = starters.filter((_, i) => said[i] === "held");
    expect(winners).toHaveLength(1);
    for (const line of said) expect(line === "held" || line.includes(`process ${winners[0]!.pid} holds`)).toBe(true);
    await Promise.all(starters.map(({ kill }) => kill()));
  });
});
