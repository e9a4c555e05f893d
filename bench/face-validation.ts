/**
 * Held-out aligned faces for bench/face-*.ts, and their degradations. `folder` holds manifest.csv and the pictures; who is held out is
 * decided as in models/training/faces_data.py. The pictures stay in their folder.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { degradeTensor, type Recipe } from "../pipelines/faces/degrade-recipe.js";
import type { FivePoints } from "../pipelines/faces/evaluate-identity.js";
import { openFaceModels, type FaceModels, type MethodName } from "../pipelines/faces/models.js";
import { RestorationError } from "../shared/errors.js";
import { resize } from "../shared/tensor/resample.js";
import { tensor, type Tensor } from "../shared/tensor/tensor.js";

export type Split = "validation" | "held-out";
/** x4 and x8: a little blur, shrinking by the factor, noise of 2 levels, JPEG 90. */
export const kinds = ["blind", "x4", "x8", "turbulence"] as const;
export type Kind = (typeof kinds)[number];

export interface Held {
  readonly identity: string;
  readonly file: string;
  /** [1, 3, 256, 256], 0..1. */
  readonly truth: Tensor;
  readonly points: FivePoints;
  /** "gender: female" and the like, where the manifest knows. */
  readonly groups: readonly string[];
  /** Place in the split: the seed of its degradation. */
  readonly index: number;
}

const SIDE = 256;

/** "validation" is the source canada_ccby, of which nothing is trained on; "held-out" one identity in twenty of us_officials. At most `limit`, evenly chosen. */
export async function heldFaces(folder: string, { split, limit }: { split: Split; limit?: number }): Promise<Held[]> {
  const text = await readFile(join(folder, "manifest.csv"), "utf8").catch((cause: unknown) => {
    throw new Error(`${folder}: expected a folder with manifest.csv; give the folder that the training reads`, { cause });
  });
  const [header, ...lines] = text.trim().split(/\r?\n/).map(cells);
  const rows = lines.map((line) => Object.fromEntries(header!.map((name, i) => [name, line[i] ?? ""])));
  const chosen = rows.filter((row) => {
    const source = row.file!.split("/")[0];
    return split === "validation" ? source === "canada_ccby" : source === "us_officials" && heldOut(row.identity!);
  });
  const count = Math.min(limit ?? chosen.length, chosen.length);
  const landmarks = header!.find((name) => name.startsWith("landmarks5"))!;
  return Promise.all(Array.from({ length: count }, async (_, k) => {
    const index = Math.floor((k * chosen.length) / count);
    const row = chosen[index]!;
    const points = row[landmarks]!.split(";").map((pair) => pair.split(",").map((v) => Number(v) / Number(row.width)));
    return {
      identity: row.identity!, file: row.file!, index, truth: await picture(join(folder, row.file!)),
      points: points.map(([x, y]) => ({ x: x!, y: y! })) as unknown as FivePoints,
      groups: (["gender", "ethnicity"] as const).filter((name) => row[name]).map((name) => `${name}: ${row[name]}`),
    };
  }));
}

/** One identity in twenty, by hash. */
function heldOut(identity: string): boolean {
  return createHash("sha256").update(identity).digest()[0]! % 20 === 0;
}

async function picture(path: string): Promise<Tensor> {
  const { data, info: { width, height } } = await sharp(path).toColourspace("srgb").removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const plane = width * height;
  const x = tensor([1, 3, height, width], Float32Array.from({ length: 3 * plane }, (_, i) => data[(i % plane) * 3 + Math.floor(i / plane)]! / 255));
  return levels(resize(x, { height: SIDE, width: SIDE, kernel: "bicubic" }));
}

/** What a file would hold: whole 8-bit levels. */
function levels(x: Tensor): Tensor {
  return tensor(x.dims, x.data.map((v) => Math.min(255, Math.max(0, Math.round(255 * v))) / 255));
}

export function recipeOf(kind: Kind, seed: number): Recipe {
  if (kind === "turbulence") return { kind, seed };
  if (kind === "blind") return { kind, seed };
  const scale = kind === "x4" ? 4 : 8;
  return { kind: "blind", seed, sigma: [scale / 4, scale / 4], angle: 0, scale, noise: 2 / 255, quality: 90 };
}

/** The degraded face as a file would hold it, [1, 3, 256, 256]; the same on every machine for a face and a seed. */
export async function degraded({ truth, index }: Held, kind: Kind, seed = 1): Promise<Tensor> {
  return levels((await degradeTensor(truth, recipeOf(kind, 1000 * seed + index))).image);
}

export interface ModelChoice {
  readonly threads: number;
  /** As METHOD=FOLDER. */
  readonly model: readonly string[];
  readonly prior?: string | undefined;
  readonly regression?: string | undefined;
}

/** The models of a method, or undefined with a word on stderr where they are not installed. */
export async function openOrSay(method: MethodName, { threads, model, prior, regression }: ModelChoice): Promise<FaceModels | undefined> {
  const own = new Map(model.map((pair) => pair.split("=") as [string, string])).get(method);
  const restores = ["difface", "dr2", "diffbfr"].includes(method);
  try {
    return await openFaceModels({
      method, device: "cpu", threads, ...(own !== undefined && { model: own }),
      ...(prior !== undefined && ["dr2", "diffbfr"].includes(method) && { prior }), ...(regression !== undefined && restores && { regression }),
    });
  } catch (error) {
    if (!(error instanceof RestorationError)) throw error;
    process.stderr.write(`${method} left out: ${error.message}\n`);
    return undefined;
  }
}

/** Methods without presets and samples. */
export function single(method: MethodName): boolean {
  return method === "bicubic" || method === "regression";
}

/** The cells of one line of CSV. */
function cells(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g), ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}
