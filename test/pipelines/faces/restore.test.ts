import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Detector } from "../../../pipelines/faces/detect.js";
import { BLAZEFACE } from "../../../pipelines/faces/detect-network.js";
import { parseRestoreOptions } from "../../../pipelines/faces/options.js";
import { restorePhotos } from "../../../pipelines/faces/restore.js";
import { turnOn } from "../../../pipelines/faces/restore-turn.js";
import { expected } from "../../../shared/errors.js";
import { silent } from "../../../shared/report/progress.js";
import { Room } from "../../../shared/tiles/room.js";
import { drawnScene } from "./drawn-face.js";

let root: string;
let inputs: string[];
let landmarks: Awaited<ReturnType<typeof drawnScene>>["landmarks"];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "restore-photos-"));
  inputs = Array.from({ length: 6 }, (_, i) => join(root, `${i}.png`));
  const drawn = await drawnScene({ width: 160, height: 160, faces: [{ x: 80, y: 80, size: 120 }] });
  landmarks = drawn.landmarks;
  // the grey at the edge tells them apart
  for (const [i, path] of inputs.entries()) await sharp(drawn.photo.data, { raw: { width: 160, height: 160, channels: 3 } }).extend({ right: 10 + i, background: "gray" }).png().toFile(path);
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Search = (index: number, signal: AbortSignal | undefined) => Promise<void>;

/** A run without networks, in which `before` is awaited in place of a search in photograph `index`. */
function run(before: Search, { output, progress = silent, room }: { output: string; progress?: typeof silent; room?: Room }) {
  const { name, package: from, version, licence, sha256 } = BLAZEFACE;
  const search: Detector["search"] = async ({ width }, { signal } = {}) => {
    await before(width - 170, signal);
    return { faces: [{ box: { x: 20, y: 20, width: 120, height: 120 }, landmarks: landmarks[0]!, score: 1 }], notes: [] };
  };
  const detector: Detector = { name, package: from, version, licence, sha256, device: "cpu", search, detect: async () => [], close: async () => undefined };
  const options = parseRestoreOptions({ method: "bicubic", output: `${join(root, output)}/`, device: "cpu" });
  const open = (_: unknown, photographs: number) => {
    openedFor.push(photographs);
    return { models: Promise.resolve({ method: "bicubic" as const, close: async () => undefined }), detector: Promise.resolve(detector), close: async () => undefined };
  };
  return restorePhotos(inputs, options, { progress, ...(room !== undefined && { room }), open });
}
const openedFor: number[] = [];

const made = async (output: string) => (await readdir(join(root, output)).catch(() => [])).filter((name) => name.endsWith("_bfr.png")).sort();

describe("several photographs", () => {
  it("are at most three in hand, and are told of in their order whichever is done first", async () => {
    const [told, started]: [string[], number[]] = [[], []];
    openedFor.length = 0;
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const running = run(async (index) => {
      started.push(index);
      if (started.length === 3) letGo(); // those after it did not wait for the first; a fourth did
      if (index === 0) await held;
    }, { output: "order", progress: { ...silent, stage: (name) => told.push(name) } });
    await held;
    expect([...started].sort()).toEqual([0, 1, 2]);
    const { report, places } = await running;
    expect(report.photos.map((photo) => photo.input.name)).toEqual(inputs.map((_, i) => `${i}.png`));
    expect(openedFor).toEqual([6]);
    expect(places).toEqual(inputs.map((_, i) => join(root, "order", `${i}_bfr.png`)));
    expect(told.filter((name) => name.startsWith("photograph"))).toEqual(inputs.map((_, i) => `photograph ${i + 1} of 6: ${i}.png`));
  });

  it("are fewer in hand where their pixels are too many, and all are done", async () => {
    const begun: number[] = [];
    const unwritten: number[] = [];
    const written = async () => (await made("large")).length;
    const { report } = await run(async (index) => {
      begun.push(index);
      await new Promise((resolve) => setTimeout(resolve, 30));
      unwritten.push(begun.length - (await written()));
    }, { output: "large", room: new Room(160 * 180) });
    expect(report.photos.map(({ outcome }) => outcome)).toEqual(Array(6).fill("done"));
    expect(begun.sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(unwritten).toEqual(Array(6).fill(1));
  });

  it("are gone on with after one that is at fault, which is told of at its turn", async () => {
    const told: string[] = [];
    const { report } = await run(async (index) => {
      if (index === 1) throw expected("bad-input", { subject: "1.png", want: "a face", got: "none", advice: "look" });
    }, { output: "fault", progress: { ...silent, stage: (name) => told.push(name), warn: (name) => told.push(name) } });
    expect(report.photos.map(({ outcome }) => outcome)).toEqual(["done", "failed", "done", "done", "done", "done"]);
    expect(told.filter((name) => /^photograph|^1\.png/.test(name)).slice(0, 4)).toEqual(["photograph 1 of 6: 0.png", "photograph 2 of 6: 1.png", "1.png: expected a face, got none; look", "photograph 3 of 6: 2.png"]);
  });

  it("before one that stops the run are completed, those after it are not", async () => {
    let failed!: () => void;
    const failure = new Promise<void>((resolve) => (failed = resolve));
    const running = run(async (index, signal) => {
      if (index === 0) await failure;
      if (index === 1) {
        failed();
        throw new Error("the disk is on fire");
      }
      if (index === 2 && !signal!.aborted) await new Promise((resolve) => signal!.addEventListener("abort", resolve));
    }, { output: "stopped" });
    await expect(running).rejects.toThrow("the disk is on fire");
    expect(await made("stopped")).toEqual(["0_bfr.png"]);
  });

  it("whose results another run has made meanwhile leave them as they are", async () => {
    const others = [0, 1, 2, 3, 4, 5].flatMap((i) => [`${i}_bfr.png`, `${i}_bfr.json`, `${i}_bfr_deviation.png`]).sort();
    const { report } = await run(async (index) => {
      await mkdir(join(root, "meanwhile"), { recursive: true });
      for (const name of others.filter((name) => name.startsWith(String(index)))) await writeFile(join(root, "meanwhile", name), "another run's");
    }, { output: "meanwhile" });
    expect(report.photos.map((photo) => "problem" in photo && photo.problem)).toEqual(inputs.map((_, i) => expect.stringMatching(new RegExp(`${i}_bfr.png: expected a new file, got one that exists`)) as string));
    expect((await readdir(join(root, "meanwhile"))).sort()).toEqual(others);
    for (const name of others) expect(await readFile(join(root, "meanwhile", name), "utf8")).toBe("another run's");
  });
});

describe("what is told before a photograph's turn", () => {
  const turn = () => {
    const told: string[] = [];
    return { told, ...turnOn({ stage: (name) => told.push(name), count: (done, of) => told.push(`${done}/${of}`), warn: (text) => told.push(text), stop: () => told.push("stop") }) };
  };

  it("is told when that comes, in its order, with how far it is", () => {
    const { told, progress, come } = turn();
    progress.stage("a");
    progress.count(0, 3);
    progress.count(1, 3);
    progress.count(2, 3);
    progress.warn("b");
    expect(told).toEqual([]);
    come();
    progress.count(3, 3);
    progress.stop();
    expect(told).toEqual(["a", "b", "0/3", "2/3", "3/3", "stop"]);
  });

  it("ends where it has", () => {
    const { told, progress, come } = turn();
    progress.count(0, 1);
    progress.count(1, 1);
    progress.stop();
    come();
    expect(told).toEqual(["0/1", "1/1", "stop"]);
  });
});
