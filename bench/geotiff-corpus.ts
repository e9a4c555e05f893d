/**
 * How do real and awkward GeoTIFFs come in? Reads every pixel of every file below a folder, window by window, in a child
 * process with limits on time and memory, and compares pixels, validity and geotransform with GDAL (Debian python3-gdal).
 *
 *   npx tsx bench/geotiff-corpus.ts FOLDER
 */
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { exitCode } from "../shared/errors.js";
import { openScene } from "../pipelines/remote-sensing/read.js";

const limits = { seconds: 60, heapMiB: 512 };
const windowSide = 389; // prime, so that windows never fall on blocks
const samplesRead = 24e6;

const compare = `
import json, struct, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions(); gdal.PushErrorHandler("CPLQuietErrorHandler")
head = sys.stdin.buffer.readline()
out = {}
try:
    ds = gdal.Open(sys.argv[1])
    h = json.loads(head) if head.strip() else None
    if h is None:
        for b in range(ds.RasterCount): ds.GetRasterBand(b + 1).Checksum()
        out["gdal"] = "reads"
    else:
        out["shape"] = [ds.RasterXSize, ds.RasterYSize, ds.RasterCount]
        out["diff"] = 0.0; out["mask"] = 0; out["gdal"] = "reads"
        gt = ds.GetGeoTransform(can_return_null=True)
        out["geo"] = (gt is None) == (h["gt"] is None) and (gt is None or bool(np.allclose(gt, h["gt"], rtol=1e-12, atol=1e-9)))
        nodata = ds.GetRasterBand(1).GetNoDataValue()
        signed = ds.GetRasterBand(1).GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE"
        for col, row, w, ht in h["windows"]:
            n = w * ht
            for b in range(len(h["bands"])):
                ours = np.frombuffer(sys.stdin.buffer.read(8 * n), "<f8").reshape(ht, w)
                valid = np.frombuffer(sys.stdin.buffer.read(n), "u1").reshape(ht, w)
                band = ds.GetRasterBand(b + 1)
                theirs = band.ReadAsArray(col, row, w, ht)
                if signed: theirs = theirs.astype("i1")
                theirs = theirs.astype("f8")
                both = ~(np.isnan(ours) & np.isnan(theirs)) & (ours != theirs)
                if both.any():
                    d = np.abs(ours - theirs)[both]
                    out["diff"] = max(out["diff"], float(np.nanmax(np.where(np.isnan(d), np.inf, d))))
                if h["bands"][b] != "alpha" and not signed:
                    m = (band.GetMaskBand().ReadAsArray(col, row, w, ht) != 0) & np.isfinite(theirs)
                    out["mask"] += int((m != (valid != 0)).sum())
except Exception as e:
    out["gdal"] = "fails: " + str(e)[:90]
while sys.stdin.buffer.read(1 << 20): pass
print(json.dumps(out))
`;

async function child(path: string): Promise<void> {
  const put = (bytes: Uint8Array | string): Promise<void> => new Promise((resolve) => void process.stdout.write(bytes, () => resolve()));
  try {
    const scene = await openScene(path);
    const windows: [number, number, number, number][] = [];
    for (let row = 0; row < scene.height; row += windowSide) {
      for (let col = 0; col < scene.width; col += windowSide) windows.push([col, row, Math.min(windowSide, scene.width - col), Math.min(windowSide, scene.height - row)]);
    }
    const every = Math.ceil((scene.width * scene.height * scene.bands.length) / samplesRead);
    const read = windows.filter((_, i) => i % every === 0);
    const t = scene.georeference.transform;
    const gt = t === undefined ? null : [t[2], t[0], t[1], t[5], t[3], t[4]];
    await put(`${JSON.stringify({ windows: read, bands: scene.bands.map(({ interpretation }) => interpretation), gt })}\n`);
    for (const [col, row, width, height] of read) {
      const block = await scene.read({ col, row, width, height });
      for (let b = 0; b < scene.bands.length; b++) {
        await put(new Uint8Array(block.bands[b]!.buffer));
        await put(block.valid[b]!);
      }
    }
    await scene.close();
    process.stderr.write(`rss ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n---\n${(error as Error).message.replaceAll("\n", " ")}\n`);
    process.exitCode = exitCode(error);
  }
}

interface Outcome {
  readonly verdict: "right" | "refused" | "WRONG" | "CRASHED" | "HUNG" | "unchecked";
  readonly detail: string;
}

async function judge(path: string): Promise<Outcome> {
  const self = fileURLToPath(import.meta.url);
  const reader = spawn(process.execPath, [`--max-old-space-size=${limits.heapMiB}`, "--import", "tsx", self, "--child", path], { stdio: ["ignore", "pipe", "pipe"] });
  const gdal = spawn("/usr/bin/python3", ["-c", compare, path], { stdio: ["pipe", "pipe", "ignore"] });
  gdal.stdin.on("error", () => undefined);
  reader.stdout.pipe(gdal.stdin);
  let said = "";
  let told = "";
  reader.stderr.on("data", (text) => (said += text));
  gdal.stdout.on("data", (text) => (told += text));
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    reader.kill("SIGKILL");
  }, limits.seconds * 1000);
  const [code] = await Promise.all([
    new Promise<number | null>((resolve) => reader.on("close", resolve)),
    new Promise((resolve) => gdal.on("close", resolve)),
  ]);
  clearTimeout(timer);
  const seen = JSON.parse(told || "{}") as { gdal?: string; diff?: number; mask?: number; geo?: boolean; shape?: number[] };
  const cause = said.trim().split("\n").at(-1)!;
  if (hung) return { verdict: "HUNG", detail: `over ${limits.seconds} s` };
  if (code === 2) return { verdict: "refused", detail: `${cause}   [GDAL ${seen.gdal}]` };
  if (code !== 0) return { verdict: "CRASHED", detail: said.slice(0, 400) };
  if (seen.gdal !== "reads") return { verdict: "unchecked", detail: `GDAL ${seen.gdal}` };
  const noise = said.split("\n").filter((line) => line !== "" && !line.startsWith("rss"));
  const detail = `difference ${seen.diff}, validity ${seen.mask} px, geotransform ${seen.geo ? "equal" : "DIFFERS"}, ${cause} MiB${noise.length > 0 ? ` NOISE ${noise.join(" ")}` : ""}`;
  return { verdict: seen.diff === 0 && seen.mask === 0 && seen.geo === true && noise.length === 0 ? "right" : "WRONG", detail };
}

async function main(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(tiff?|msk|bin)$/i.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  const counts = new Map<string, number>();
  for (const path of files) {
    const { verdict, detail } = await judge(path);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    console.log(`${verdict.padEnd(9)} ${relative(folder, path)}  ${detail}`);
  }
  console.log(`\n${files.length} files: ${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(", ")}`);
  if (["WRONG", "CRASHED", "HUNG"].some((verdict) => counts.has(verdict))) process.exitCode = 1;
}

const [first, second] = process.argv.slice(2);
if (first === "--child") await child(second!);
else if (first === undefined) throw new Error("usage: npx tsx bench/geotiff-corpus.ts FOLDER");
else await main(first);
