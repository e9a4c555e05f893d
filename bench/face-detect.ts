/**
 * Face detection on the held-out portraits: share found, eye error without and with the second look, on clean and on degraded
 * copies; a 12 MP group picture; pictures without faces: `npx tsx bench/face-detect.ts DATA [--every 2] [--threads 2] [--only clean,group]`.
 * DATA holds faces/train and remote-sensing/train. Errors are in % of the eye distance, against the manifest's landmarks.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp, { type OverlayOptions, type Sharp } from "sharp";
import { openBlazeFace } from "../pipelines/faces/detect-network.js";
import { searchFaces } from "../pipelines/faces/detect-search.js";
import { pyramid } from "../pipelines/faces/detect-pyramid.js";
import { openDetector, type PhotoPixels } from "../pipelines/faces/detect.js";
import type { Landmarks, Point } from "../pipelines/faces/face.js";
import { faceOf } from "../pipelines/faces/landmarks.js";
import { randomStream } from "../shared/degradation/random.js";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { every: { type: "string", default: "2" }, threads: { type: "string", default: "2" }, only: { type: "string", default: "portraits,group,negatives" } } });
const data = positionals[0]!;
const every = Number(values.every);
const threads = Number(values.threads);
const detector = await openDetector({ threads });
const network = await openBlazeFace({ device: "cpu", threads });

interface Portrait {
  readonly photo: PhotoPixels;
  readonly eyes: readonly [Point, Point];
  readonly mouth: Point;
}

async function pixels(image: Sharp): Promise<PhotoPixels> {
  const { data: bytes, info } = await image.removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(bytes), bits: 8 };
}

function raw({ width, height, data: bytes }: PhotoPixels): Sharp {
  return sharp(bytes as Uint8Array, { raw: { width, height, channels: 3 } });
}

async function portraits(set: string): Promise<Portrait[]> {
  const rows = readFileSync(join(data, "faces/train/manifest.csv"), "utf8").split("\n").filter((row) => row.startsWith(`${set}/`));
  return Promise.all(rows.filter((_, i) => i % every === 0).map(async (row) => {
    const points = row.match(/"([^"]+)"/)![1]!.split(";").map((point) => point.split(",").map(Number));
    const at = (k: number): Point => ({ x: points[k]![0]! + 0.5, y: points[k]![1]! + 0.5 }); // the manifest counts from pixel centres
    const [left, right] = [at(3), at(4)];
    return { photo: await pixels(sharp(join(data, "faces/train", row.split(",")[0]!))), eyes: [at(0), at(1)] as const, mouth: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } };
  }));
}

/** Bicubic down and up, then Gaussian noise of `sigma` of 255. */
async function degraded(photo: PhotoPixels, { factor, sigma }: { factor: number; sigma: number }): Promise<PhotoPixels> {
  const { width, height } = photo;
  const low = await pixels(raw(photo).resize(Math.round(width / factor), Math.round(height / factor), { kernel: "cubic", fit: "fill" }));
  const up = await pixels(raw(low).resize(width, height, { kernel: "cubic", fit: "fill" }));
  const stream = randomStream(5, 1);
  return { ...up, data: (up.data as Uint8Array).map((v) => Math.min(255, Math.max(0, Math.round(v + sigma * stream.normal())))) };
}

function eyeError({ leftEye, rightEye }: Landmarks, [left, right]: readonly [Point, Point]): number {
  const off = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
  return (50 * (off(leftEye, left) + off(rightEye, right))) / off(left, right);
}

const mean = (list: readonly number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length;
const column = (list: readonly number[]): string => (list.length === 0 ? "-" : mean(list).toFixed(2)).padStart(8);

if (values.only.includes("portraits")) {
  console.log("set            degradation      n  found  as is  turned  cleaned | eye error: first   second | mouth   others");
  for (const set of ["us_18f_cc0", "canada_ccby"]) {
    const all = await portraits(set);
    for (const [label, how] of [["clean", undefined], ["x2 + noise 5", { factor: 2, sigma: 5 }], ["x4 + noise 10", { factor: 4, sigma: 10 }], ["x8 + noise 10", { factor: 8, sigma: 10 }], ["x8 + noise 25", { factor: 8, sigma: 25 }], ["x16 + noise 10", { factor: 16, sigma: 10 }]] as const) {
      const [first, second, mouths]: number[][] = [[], [], []];
      let [asIs, turned, cleaned, others] = [0, 0, 0, 0];
      for (const { photo, eyes, mouth } of all) {
        const copy = how === undefined ? photo : await degraded(photo, how);
        const { faces, notes } = await detector.search(copy);
        const near = faces.filter(({ landmarks }) => eyeError(landmarks, eyes) < 30)[0];
        others += faces.length - (near === undefined ? 0 : 1);
        if (near === undefined) continue;
        if (notes.some((note) => note.includes("cleaned"))) cleaned++;
        else if (notes.some((note) => note.includes("turned"))) turned++;
        else asIs++;
        second!.push(eyeError(near.landmarks, eyes));
        mouths!.push((100 * Math.hypot(near.landmarks.mouth.x - mouth.x, near.landmarks.mouth.y - mouth.y)) / Math.hypot(eyes[0].x - eyes[1].x, eyes[0].y - eyes[1].y));
        const { sightings } = await searchFaces(network, await pyramid(copy), { turns: [0], smallest: 24, threshold: 0.5 });
        const once = sightings.map(faceOf).filter(({ landmarks }) => eyeError(landmarks, eyes) < 30)[0];
        if (once !== undefined) first!.push(eyeError(once.landmarks, eyes));
      }
      const share = (count: number): string => ((100 * count) / all.length).toFixed(0).padStart(5) + "%";
      console.log(set.padEnd(14), label.padEnd(14), String(all.length).padStart(3), share(asIs + turned + cleaned), share(asIs), share(turned), " ", share(cleaned), "  |      ", column(first!), column(second!), " |", column(mouths!), String(others).padStart(6));
    }
  }
}

if (values.only.includes("group")) {
  const people = (await portraits("us_18f_cc0")).slice(0, 60);
  for (const [label, height, width] of [["12 MP", 3000, 4000], ["2 MP", 1200, 1600]] as const) {
    const noise = randomStream(3, 1);
    const ground = await pixels(raw({ width: 64, height: 48, data: Uint8Array.from({ length: 64 * 48 * 3 }, () => 110 + 60 * noise.uniform()), bits: 8 }).resize(width, height, { kernel: "cubic", fit: "fill" }));
    const placed: { eyes: readonly [Point, Point]; side: number }[] = [];
    const layers: OverlayOptions[] = [];
    for (const [i, person] of people.entries()) {
      const side = Math.round(55 * 1.045 ** i); // picture side; the FFHQ square is about 0.75 of it
      const [left, top] = [Math.round(noise.uniform() * (width - side)), Math.round(noise.uniform() * (height - side))];
      if (side > height / 2 || placed.some(({ eyes: [eye] , side: other }) => Math.abs(eye.x - left - side / 2) < (side + other) / 1.4 && Math.abs(eye.y - top - side / 2) < (side + other) / 1.4)) continue;
      const input = await raw(person.photo).resize(side, side).png().toBuffer();
      layers.push({ input, left, top });
      const scale = side / person.photo.width;
      const at = ({ x, y }: Point): Point => ({ x: left + x * scale, y: top + y * scale });
      placed.push({ eyes: [at(person.eyes[0]), at(person.eyes[1])], side });
    }
    const scene = await pixels(sharp(await raw(ground).composite(layers).png().toBuffer()));
    const start = performance.now();
    const { faces } = await detector.search(scene);
    const seconds = (performance.now() - start) / 1000;
    const found = placed.filter(({ eyes }) => faces.some(({ landmarks }) => eyeError(landmarks, eyes) < 30));
    const missed = placed.filter((each) => !found.includes(each)).map(({ eyes: [a, b] }) => Math.round(4 * Math.hypot(a.x - b.x, a.y - b.y)));
    console.log(`${label}: ${found.length} of ${placed.length} faces (FFHQ squares ${placed.map(({ eyes: [a, b] }) => Math.round(4 * Math.hypot(a.x - b.x, a.y - b.y))).sort((a, b) => a - b).filter((_, i, l) => i === 0 || i === l.length - 1).join(" to ")} px), ${faces.length - found.length} others, ${seconds.toFixed(1)} s on ${threads} threads; missed squares of ${missed.join(", ") || "none"}`);
  }
}

if (values.only.includes("negatives")) {
  const rows = readFileSync(join(data, "remote-sensing/train/MANIFEST.tsv"), "utf8").split("\n").map((row) => row.split("\t")[0]!).filter((file) => file.includes("oam_uav") && /\.(tif|png|jpg)$/.test(file)).filter((_, i) => i % (10 * every) === 0);
  let [pictures, wrong] = [0, 0];
  for (const file of rows) {
    const photo = await pixels(sharp(join(data, "remote-sensing/train", file))).catch(() => undefined);
    if (photo === undefined) continue;
    pictures++;
    wrong += (await detector.search(photo)).faces.length > 0 ? 1 : 0;
  }
  console.log(`${pictures} aerial pictures without faces: a face "found" in ${wrong}`);
}

await detector.close();
await network.close();
