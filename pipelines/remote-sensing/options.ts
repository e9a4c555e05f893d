import { resolve } from "node:path";
import { optionChecks } from "../../shared/options.js";
import { parseKernel, type KernelOption } from "./kernel.js";
import { methodNames, methods, type MethodName } from "./methods/index.js";
import { DEVICES } from "../../shared/runtime/device.js";
import { presetNames, type Preset } from "../../shared/runtime/presets.js";
import type { Scene, Window } from "./raster.js";

/** As typed on the command line; every name is the flag's. */
export interface RawTileOptions {
  readonly input?: string;
  readonly output?: string;
  readonly method?: string;
  readonly model?: string;
  readonly scale?: string;
  readonly preset?: string;
  readonly bands?: string;
  readonly window?: string;
  readonly bbox?: string;
  readonly samples?: string;
  readonly seed?: string;
  readonly steps?: string;
  readonly kernel?: string;
  readonly consistency?: string;
  readonly tile?: string;
  readonly overlap?: string;
  readonly device?: string;
  readonly threads?: string;
  readonly stac?: boolean;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
}

/** One run: the parsed command line, and the payload of a job. */
export interface TileOptions {
  readonly input: string;
  readonly output: string;
  readonly method: MethodName;
  /** Folder of the model; undefined for bicubic, and for the method's own. */
  readonly model?: string;
  readonly scale: number;
  readonly preset: Preset;
  /** From 1, in output order; undefined for all. */
  readonly bands?: readonly number[];
  readonly window?: Window;
  /** minx, miny, maxx, maxy in the scene's CRS. */
  readonly bbox?: readonly [number, number, number, number];
  readonly samples: number;
  readonly seed: number;
  readonly steps?: number;
  readonly kernel: KernelOption;
  readonly consistency: boolean;
  /** Output pixels. */
  readonly tile: number;
  readonly overlap: number;
  readonly device: string;
  readonly threads?: number;
  /** Describe the output in a STAC item beside it. */
  readonly stac: boolean;
  readonly resume: boolean;
  readonly overwrite: boolean;
}

const { oneOf, whole, wrong } = optionChecks("see rsr tile --help");

export const defaults = { method: "ddsr", scale: 4, preset: "balanced", samples: 1, seed: 0, tile: 512, overlap: 16, device: "auto" } as const;

export function parseTileOptions(raw: RawTileOptions): TileOptions {
  if (raw.input === undefined || raw.input === "") throw wrong("--input", "a GeoTIFF file or URL", raw.input ?? "nothing", "give --input scene.tif");
  const method = oneOf("--method", raw.method ?? defaults.method, methodNames);
  const diffusion = method !== "bicubic" && methods[method].diffusion;
  const scale = Number(oneOf("--scale", raw.scale ?? String(defaults.scale), ["2", "3", "4"]));
  const samples = whole("--samples", raw.samples ?? String(defaults.samples), { from: 1, to: 64 });
  const steps = raw.steps === undefined ? undefined : whole("--steps", raw.steps, { from: 1, to: 1000 });
  for (const [flag, given] of [["--steps", raw.steps], ["--preset", raw.preset], ["--samples", samples > 1 ? raw.samples : undefined]] as const) {
    if (given !== undefined && !diffusion) throw wrong(flag, "a method that draws samples (ddsr, tesr, dmdc)", method, `leave ${flag} out or choose another --method`);
  }
  if (raw.model !== undefined && method === "bicubic") throw wrong("--model", "a method with a network", method, "leave --model out or choose another --method");
  if (raw.window !== undefined && raw.bbox !== undefined) throw wrong("--window, --bbox", "one of them", "both", "leave one out");
  if (raw.resume === true && raw.overwrite === true) throw wrong("--resume, --overwrite", "one of them", "both", "resume an interrupted run, or overwrite and start anew");
  const overlap = whole("--overlap", raw.overlap ?? String(defaults.overlap), { from: 0, to: 256 });
  if (overlap !== 0 && !Number.isInteger(Math.log2(overlap))) throw wrong("--overlap", "0 or a power of two", overlap, "for example 16");
  const tile = whole("--tile", raw.tile ?? String(defaults.tile), { from: 64, to: 4096 });
  if (tile < 2 * overlap) throw wrong("--overlap", "at most half of --tile", `${overlap} of ${tile}`, "choose larger tiles or a smaller overlap");
  const output = raw.output ?? defaultOutput(raw.input, scale);
  if (!isUrl(raw.input) && resolve(output) === resolve(raw.input)) throw wrong("--output", "another file than the input", output, "choose another name: the scene is kept");
  return {
    input: raw.input,
    output,
    method,
    ...(raw.model !== undefined && { model: raw.model }),
    scale,
    preset: oneOf("--preset", raw.preset ?? (samples > 1 ? "detail" : defaults.preset), presetNames),
    ...(raw.bands !== undefined && { bands: parseBands(raw.bands) }),
    ...(raw.window !== undefined && { window: parseWindow(raw.window) }),
    ...(raw.bbox !== undefined && { bbox: parseBbox(raw.bbox) }),
    samples,
    seed: whole("--seed", raw.seed ?? String(defaults.seed), { from: 0, to: 2 ** 32 - 1 }),
    ...(steps !== undefined && { steps }),
    kernel: parseKernel(raw.kernel ?? "auto"),
    consistency: raw.consistency === undefined ? method !== "bicubic" : oneOf("--consistency", raw.consistency, ["on", "off"]) === "on",
    tile,
    overlap: method === "bicubic" ? 0 : overlap,
    device: oneOf("--device", raw.device ?? defaults.device, DEVICES),
    ...(raw.threads !== undefined && { threads: whole("--threads", raw.threads, { from: 1, to: 1024 }) }),
    stac: raw.stac ?? false,
    resume: raw.resume ?? false,
    overwrite: raw.overwrite ?? false,
  };
}

/** scene.tif -> scene_x4.tif beside it; a URL's last part, in the current folder. */
export function defaultOutput(input: string, scale: number): string {
  const bare = isUrl(input) ? (URL.canParse(input) ? new URL(input).pathname.split("/").pop()! : "") : input.replace(/(?<=[^/\\])[/\\]+$/, "");
  return `${(bare || "scene").replace(/\.(tiff?|vrt)$/i, "")}_x${scale}.tif`;
}

export function deviationPath(output: string): string {
  return `${output.replace(/\.tiff?$/i, "")}_std.tif`;
}

export function reportPath(output: string): string {
  return `${output.replace(/\.tiff?$/i, "")}.report.json`;
}

export function stacPath(output: string): string {
  return `${output.replace(/\.tiff?$/i, "")}.stac.json`;
}

export function isUrl(input: string): boolean {
  return /^https?:\/\//i.test(input);
}

/** Signed URLs carry secrets in their query. */
export function withoutQuery(source: string): string {
  return isUrl(source) ? source.replace(/[?#].*$/, "") : source;
}

/** `1,2,3`, `3-5` and mixtures; from 1. */
export function parseBands(text: string): number[] {
  const bands = text.split(",").flatMap((part) => {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (!match || from < 1 || to < from || to - from > 65535) throw wrong("--bands", "numbers from 1 such as 1,2,3 or 2-4", text, "gdalinfo lists the bands");
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  if (new Set(bands).size !== bands.length) throw wrong("--bands", "each band once", text, "leave the repeated one out");
  return bands;
}

function parseWindow(text: string): Window {
  const numbers = numberList(text);
  const [col, row, width, height] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isInteger) || col! < 0 || row! < 0 || width! < 1 || height! < 1) {
    throw wrong("--window", "col,row,width,height in whole input pixels", text, "for example 0,0,256,256");
  }
  return { col: col!, row: row!, width: width!, height: height! };
}

function parseBbox(text: string): [number, number, number, number] {
  const numbers = numberList(text);
  const [minx, miny, maxx, maxy] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || !(minx! < maxx!) || !(miny! < maxy!)) {
    throw wrong("--bbox", "minx,miny,maxx,maxy in the scene's CRS", text, "check the order");
  }
  return [minx!, miny!, maxx!, maxy!];
}

function numberList(text: string): number[] {
  return text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
}

/** Indices from 0 of the bands that are read and written. Alpha comes along, because it says which pixels there are. */
export function chosenBands(scene: Scene, bands: readonly number[] | undefined): number[] {
  const all = scene.bands.map((_, b) => b);
  if (bands === undefined) return all;
  for (const band of bands) {
    if (band > scene.bands.length) throw wrong("--bands", `numbers up to ${scene.bands.length}`, band, `${scene.name} has ${scene.bands.length}`);
  }
  const chosen = bands.map((band) => band - 1);
  if (scene.bands[chosen[0]!]!.interpretation === "alpha") throw wrong("--bands", "another band before alpha, as TIFF has it", bands.join(","), "alpha comes along unnamed");
  return [...chosen, ...all.filter((b) => scene.bands[b]!.interpretation === "alpha" && !chosen.includes(b))];
}

/** The window of the scene that is asked for: --window as it stands, --bbox grown outward to whole pixels. */
export function chosenWindow(scene: Scene, { window, bbox }: Pick<TileOptions, "window" | "bbox">): Window {
  if (window !== undefined) {
    if (window.col + window.width > scene.width || window.row + window.height > scene.height) {
      throw wrong("--window", `a window inside ${scene.width}x${scene.height}`, `${window.col},${window.row},${window.width},${window.height}`, "shrink or move it");
    }
    return window;
  }
  if (bbox === undefined) return { col: 0, row: 0, width: scene.width, height: scene.height };
  const { transform } = scene.georeference;
  if (transform === undefined) throw wrong("--bbox", "a scene with an affine georeference", `${scene.name} without one`, "use --window");
  const [a, b, c, d, e, f] = transform;
  const determinant = a * e - b * d;
  const [minx, miny, maxx, maxy] = bbox;
  const corners = [[minx, miny], [minx, maxy], [maxx, miny], [maxx, maxy]].map(([x, y]) => ({
    col: (e * (x! - c) - b * (y! - f)) / determinant,
    row: (a * (y! - f) - d * (x! - c)) / determinant,
  }));
  const slack = 1e-6; // of a pixel: a box that ends on a pixel edge must not take the next one
  const col = Math.max(0, Math.floor(Math.min(...corners.map((p) => p.col)) + slack));
  const row = Math.max(0, Math.floor(Math.min(...corners.map((p) => p.row)) + slack));
  const right = Math.min(scene.width, Math.ceil(Math.max(...corners.map((p) => p.col)) - slack));
  const bottom = Math.min(scene.height, Math.ceil(Math.max(...corners.map((p) => p.row)) - slack));
  if (!(right > col && bottom > row)) throw wrong("--bbox", "a box that meets the scene", bbox.join(","), "give it in the scene's own CRS");
  return { col, row, width: right - col, height: bottom - row };
}
