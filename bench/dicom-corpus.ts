/**
 * How do real and awkward DICOM files come in? Each file below a folder is scanned, and its pixels are decoded whatever it
 * shows, in a child process with limits on time and memory. Stored values are compared with pydicom's (after dcmtk has
 * decompressed what pydicom cannot), and between files that hold one image in several transfer syntaxes.
 *
 *   npx tsx bench/dicom-corpus.ts FOLDER            every file, then every folder as a study
 *   npx tsx bench/dicom-corpus.ts FOLDER --damage N each file cut and altered N times: right or refused, nothing else
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { RestorationError } from "../shared/errors.js";
import { randomStream } from "../shared/degradation/random.js";
import { openBytes } from "../pipelines/mri/dicom/byte-source.js";
import { readHeader } from "../pipelines/mri/dicom/header.js";
import { pixelCells } from "../pipelines/mri/dicom/pixel-cells.js";
import { withFrames } from "../pipelines/mri/dicom/read-slices.js";
import { scanStudy } from "../pipelines/mri/dicom/scan.js";

const limits = { seconds: 120, heapMiB: 512, rssMiB: 1500 };

/** Files of one of these names hold the same image. */
const twins: readonly RegExp[] = [/siemens_transfer_syntaxes\/\d\.dcm$/, /pydicom_odd\/MR_small(_\w+)?\.dcm$/, /pydicom_odd\/emri_small(_(RLE|big_endian|jpeg_2k_lossless|jpeg_ls_lossless))?\.dcm$/];

const oracle = `
import gzip, hashlib, io, os, subprocess, sys, tempfile, warnings
warnings.filterwarnings("ignore")
import numpy as np, pydicom
for path in sys.stdin.read().splitlines():
    try:
        raw = open(path, "rb").read()
        if raw[:2] == b"\\x1f\\x8b": raw = gzip.decompress(raw)
        d = pydicom.dcmread(io.BytesIO(raw))
        tool = {".50": "dcmdjpeg", ".51": "dcmdjpeg", ".57": "dcmdjpeg", ".70": "dcmdjpeg", ".80": "dcmdjpls", ".81": "dcmdjpls"}.get(str(d.file_meta.TransferSyntaxUID)[-3:])
        if tool:
            with tempfile.TemporaryDirectory() as t:
                open(t + "/a", "wb").write(raw)
                subprocess.run([tool, t + "/a", t + "/b"], check=True, capture_output=True)
                d = pydicom.dcmread(t + "/b")
        a = d.pixel_array.astype(np.int64)
        shift = d.HighBit + 1 - d.BitsStored
        a = (a >> shift) & ((1 << d.BitsStored) - 1)
        if d.PixelRepresentation == 1: a = np.where(a >= 1 << (d.BitsStored - 1), a - (1 << d.BitsStored), a)
        print(hashlib.sha256(a.astype("<i4").tobytes()).hexdigest())
    except Exception as e:
        print("fails: " + type(e).__name__)
`;

interface Seen {
  readonly said: readonly string[];
  /** Hash of all stored values as 32-bit integers, or why there is none. */
  readonly pixels: string;
}

async function examine(path: string): Promise<Seen> {
  const said: string[] = [];
  try {
    const study = await scanStudy(path);
    for (const stack of study.stacks) {
      try {
        await stack.read();
        said.push(`reads ${stack.label}`);
      } catch (error) {
        if (!(error instanceof RestorationError)) throw error;
        said.push(`refused: ${error.message}`);
      }
    }
    for (const { outcome, what, reason } of study.leftOut) said.push(`${outcome}: ${what}: ${reason}`);
  } catch (error) {
    if (!(error instanceof RestorationError)) throw error;
    said.push(`refused: ${error.message.replace(path, "the file")}`);
  }
  return { said, pixels: await pixelHash(path).catch((error: Error) => `none: ${error.message}`) };
}

async function pixelHash(path: string): Promise<string> {
  const source = await openBytes(path);
  const header = await readHeader(source);
  await source.close();
  if (header?.pixels === undefined) return "none: no pixels";
  const cells = pixelCells(header.dataSet, header.transferSyntax, header.pixels);
  if ("reason" in cells) return `none: ${cells.reason}`;
  const hash = createHash("sha256");
  await withFrames({ file: path, cells }, async (read) => {
    for (let frame = 0; frame < cells.frames; frame += 1) hash.update(Int32Array.from(await read(frame)));
  });
  return hash.digest("hex");
}

/** Runs `args` of this file in a child and gives what it printed, or the way in which it failed. */
async function inChild(args: readonly string[]): Promise<{ out: string; failed?: string }> {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMiB}`, "--import", "tsx", self, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let errors = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (errors += text));
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
  }, limits.seconds * 1000);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  if (hung) return { out, failed: `HUNG over ${limits.seconds} s` };
  return code === 0 ? { out } : { out, failed: `CRASHED ${errors.slice(-500)}` };
}

async function lines(command: string, args: readonly string[], input: string): Promise<string[]> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (text) => (out += text));
  child.stdin.end(input);
  await new Promise((resolve) => child.on("close", resolve));
  return out.trim().split("\n");
}

async function corpus(folder: string, files: readonly string[]): Promise<void> {
  const theirs = await lines("/usr/bin/python3", ["-c", oracle], files.join("\n"));
  const hashes = new Map<string, string>();
  let wrong = 0;
  let compared = 0;
  for (const [i, file] of files.entries()) {
    const { out, failed } = await inChild(["--child", file]);
    const seen = failed === undefined ? (JSON.parse(out.trim().split("\n").at(-1)!) as Seen & { rss: number }) : undefined;
    if (seen !== undefined) hashes.set(file, seen.pixels);
    const decoded = seen !== undefined && !seen.pixels.startsWith("none");
    const agrees = decoded && !theirs[i]!.startsWith("fails") ? seen.pixels === theirs[i] : undefined;
    if (agrees !== undefined) compared += 1;
    const bad = failed !== undefined || agrees === false || seen!.rss > limits.rssMiB;
    if (bad) wrong += 1;
    const pixels = seen === undefined ? "" : agrees === undefined ? `pixels ${decoded ? seen.pixels.slice(0, 8) : seen.pixels} [pydicom ${theirs[i]!.slice(0, 40)}]` : agrees ? "pixels equal pydicom's" : "PIXELS DIFFER";
    console.log(`${bad ? "WRONG " : ""}${relative(folder, file)}  ${failed ?? seen!.said.join("; ")}  ${pixels}`);
  }
  for (const family of twins) {
    const members = files.filter((file) => family.test(file) && !/padded/.test(file));
    if (members.length === 0) continue;
    const different = new Set(members.map((file) => hashes.get(file)));
    if (different.size !== 1) wrong += 1;
    console.log(`${different.size === 1 ? "equal" : "WRONG, not equal"}: ${members.length} files like ${basename(members[0]!)}`);
  }
  for (const study of new Set(files.map((file) => dirname(file)))) {
    const { out, failed } = await inChild(["--child", study]);
    if (failed !== undefined) wrong += 1;
    console.log(`\n${relative(folder, study)}/\n  ${failed ?? (JSON.parse(out.trim().split("\n").at(-1)!) as Seen).said.join("\n  ")}`);
  }
  console.log(`\n${files.length} files, ${compared} with pixels compared, ${wrong} wrong`);
  if (wrong > 0) process.exitCode = 1;
}

/** Cuts and alters each file `times` times; a child takes all of one file's. */
async function damage(folder: string, files: readonly string[], times: number): Promise<void> {
  let wrong = 0;
  for (const file of files) {
    const { out, failed } = await inChild(["--damaged", file, String(times)]);
    if (failed !== undefined) wrong += 1;
    console.log(`${failed === undefined ? "" : "WRONG "}${relative(folder, file)}  ${failed ?? out.trim().split("\n").at(-1)}`);
  }
  console.log(`\n${files.length} files, ${times} times each, ${wrong} wrong`);
  if (wrong > 0) process.exitCode = 1;
}

async function damaged(file: string, times: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dicom-corpus-"));
  const bytes = await readFile(file);
  const counts: Record<string, number> = { reads: 0, refused: 0, skipped: 0 };
  try {
    for (let n = 0; n < times; n += 1) {
      const { uniform } = randomStream(n + 1, 0);
      const altered = Buffer.from(n % 3 === 0 ? bytes.subarray(0, Math.floor(uniform() * bytes.length)) : bytes);
      // most of the rules lie in the first kilobytes
      const reach = n % 2 === 0 ? Math.min(altered.length, 8192) : altered.length;
      if (n % 3 > 0) for (let k = 0; k < 1 + 8 * (n % 4); k += 1) altered[Math.floor(uniform() * reach)] = Math.floor(uniform() * 256);
      const path = join(folder, "a");
      await writeFile(path, altered);
      const { said } = await examine(path);
      for (const line of said) counts[line.split(/[ :]/)[0]!]! += 1;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return `${JSON.stringify(counts)} ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;
}

const [first, second, third] = process.argv.slice(2);
if (first === "--child") console.log(JSON.stringify({ ...(await examine(second!)), rss: process.resourceUsage().maxRSS / 1024 }));
else if (first === "--damaged") console.log(await damaged(second!, Number(third)));
else if (first === undefined) throw new Error("usage: npx tsx bench/dicom-corpus.ts FOLDER [--damage N]");
else {
  const entries = await readdir(first, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/LICENSE|README/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  if (second === "--damage") await damage(first, files, Number(third));
  else await corpus(first, files);
}
