import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { restoreScene } from "../../pipelines/remote-sensing/index.js";
import { ground, tileOptions, utm } from "../pipelines/remote-sensing/scene-fixture.js";
import { temporaryFolder, tiff } from "../pipelines/remote-sensing/tiff-fixture.js";
import { tinyModel } from "../tiny-models/model-folder.js";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const file = temporaryFolder();
let model = "";
let input = "";
let whole: Buffer;
const raw = { method: "dmdc", preset: "fidelity", kernel: "gaussian:1,0.7,30", tile: "256" };
beforeAll(async () => {
  model = await tinyModel("dmdc");
  input = file("scene.tif", tiff({ width: 40, height: 600, type: "uint16", value: ground, tags: utm }));
  await restoreScene(tileOptions({ input, output: file("whole.tif"), model, ...raw }));
  whole = readFileSync(file("whole.tif"));
});
afterAll(() => rmSync(model, { recursive: true, force: true }));

const program = fileURLToPath(new URL("../../bin/rsr.ts", import.meta.url));

function rsr(...given: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...given], { stdio: ["ignore", "pipe", "pipe"] });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const ended = once(child, "close").then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, out: out.join(""), err: err.join("") }));
  return { child, ended };
}

const flags = (output: string) => ["tile", "--input", input, "--output", output, "--model", model, "--device", "cpu", "--threads", "1", ...Object.entries(raw).flatMap(([name, value]) => [`--${name}`, value])];

/** Sends `signal` once so many tiles are done. */
async function stopped(output: string, signal: NodeJS.Signals, tiles: number) {
  const { child, ended } = rsr(...flags(output), "--json");
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = JSON.parse(line) as { event: string; done?: number };
    if (event.event === "tiles" && event.done === tiles) child.kill(signal);
  });
  return ended;
}

describe("rsr tile as a process", () => {
  it("prints results on stdout and progress on stderr", async () => {
    const { code, out, err } = await rsr("tile", "--input", input, "--output", file("bicubic.tif"), "--method", "bicubic", "--scale", "2").ended;
    expect(code).toBe(0);
    expect(out).toContain("80x1200");
    expect(out).toContain("consistency off: ");
    expect(err).toMatch(/3\/3 tiles/);
  });

  it("exits with 2 for what the caller can put right", async () => {
    const [option, unknown, missing] = await Promise.all([
      rsr("tile", "--input", input, "--scale", "5").ended,
      rsr("tile", "--input", input, "--metod", "bicubic").ended,
      rsr("tile", "--input", file("none.tif"), "--method", "bicubic").ended,
    ]);
    expect([option.code, unknown.code, missing.code]).toEqual([2, 2, 2]);
    expect(option.err).toBe("--scale: expected one of 2, 3, 4, got 5; see rsr tile --help\n");
    expect(unknown.err).toContain("Did you mean --method?");
    expect(missing.err).toContain("none.tif: expected a readable file, got ENOENT");
    expect(option.out + unknown.out + missing.out).toBe("");
  });

  it("Ctrl-C ends it between network calls with 130, and --resume goes on to the same bytes", async () => {
    const output = file("interrupted.tif");
    const { code, signal, err } = await stopped(output, "SIGINT", 3);
    expect([code, signal]).toEqual([130, null]);
    expect(err).toContain("continue with --resume");
    expect(existsSync(output)).toBe(false);
    const { code: second, out } = await rsr(...flags(output), "--resume", "--json").ended;
    expect(second).toBe(0);
    const last = JSON.parse(out.trim().split("\n").at(-1)!) as { event: string; report: { work: { resumed: boolean; tiles: number } } };
    expect(last).toMatchObject({ event: "done", report: { work: { resumed: true } } });
    expect(last.report.work.tiles).toBeLessThan(10);
    expect(Buffer.compare(readFileSync(output), whole)).toBe(0);
  });

  it("a killed run leaves no output and resumes to the same bytes", async () => {
    const output = file("killed.tif");
    const { signal } = await stopped(output, "SIGKILL", 6);
    expect(signal).toBe("SIGKILL");
    expect(existsSync(output)).toBe(false);
    const { work } = await restoreScene(tileOptions({ input, output, model, ...raw, resume: true }));
    expect(work.tiles).toBeLessThan(10);
    expect(Buffer.compare(readFileSync(output), whole)).toBe(0);
  });
});
