/**
 * Peak memory of `rsr tile`: bicubic on a small and on a large scene (it must not grow with the scene: less than 10 %, under
 * 1 GB), and with networks on 1024 x 1024 (under 1.5 GB). Needs a build (`npm run build`) and some disk.
 *
 *   npx tsx bench/memory.ts [--sides 4096,16384] [--scale 2] [--methods ddsr,tesr,dmdc,regression] [--folder FOLDER] [--model ddsr=FOLDER]
 *
 * --folder keeps the generated scenes; else a temporary folder is used, in which the large scene's output needs about 20 GB.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sceneFile } from "./generated-scene.js";

const { values: o } = parseArgs({
  options: {
    sides: { type: "string", default: "4096,16384" },
    scale: { type: "string", default: "2" },
    methods: { type: "string", default: "ddsr,tesr,dmdc,regression" },
    folder: { type: "string" },
    model: { type: "string", multiple: true, default: [] },
  },
});
const command = join(dirname(fileURLToPath(import.meta.url)), "../dist/bin/rsr.js");
if (!existsSync(command)) throw new Error("memory.ts: expected dist/bin/rsr.js, got none; run npm run build first");
const models = new Map(o.model.map((pair) => pair.split("=") as [string, string]));
const list = (text: string) => text.split(",").filter((part) => part !== "");

const folder = o.folder ?? (await mkdtemp(join(tmpdir(), "rsr-memory-")));
await mkdir(folder, { recursive: true });
try {
  const peaks: number[] = [];
  for (const side of list(o.sides).map(Number)) peaks.push(await peakOf(side, "bicubic", o.scale));
  if (peaks.length > 1) console.log(`growth ${(100 * (peaks.at(-1)! / peaks[0]! - 1)).toFixed(1)} %`);
  for (const method of list(o.methods)) await peakOf(1024, method, "4");
} finally {
  if (o.folder === undefined) await rm(folder, { recursive: true });
}

async function peakOf(side: number, method: string, scale: string): Promise<number> {
  const input = await sceneFile(join(folder, `scene-${side}.tif`), side);
  const output = join(folder, "out.tif");
  const model = models.get(method);
  const started = performance.now();
  const megabytes = await peak(["tile", "--input", input, "--output", output, "--method", method, "--scale", scale, "--device", "cpu", "--overwrite", ...(model === undefined ? [] : ["--model", model])]);
  await rm(output, { force: true });
  console.log(`${method} x${scale}, ${side} x ${side} x 3 uint16: peak ${megabytes.toFixed(0)} MB, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return megabytes;
}

/** The process says its own largest resident set as it ends. */
async function peak(args: readonly string[]): Promise<number> {
  const probe = 'data:text/javascript,process.on("exit",()=>process.stderr.write("maxrss "+process.resourceUsage().maxRSS+"\\n"))';
  const child = spawn(process.execPath, ["--import", probe, command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const found = [...text.matchAll(/maxrss (\d+)/g)].map(([, kilobytes]) => Number(kilobytes));
  if (code !== 0 || found.length === 0) throw new Error(`rsr ${args.join(" ")}: expected to end well, got ${code}:\n${text}`);
  return Math.max(...found) / 1000;
}
