import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alignFace } from "../../../pipelines/faces/align.js";
import { openFaceModels, type FaceModels } from "../../../pipelines/faces/models.js";
import { restoreFace } from "../../../pipelines/faces/restore-face.js";
import { restoreFaces } from "../../../pipelines/faces/restore-faces.js";
import type { Candidate } from "../../../pipelines/faces/restore-job.js";
import { silent } from "../../../shared/report/progress.js";
import { tinyFaceModel } from "../../tiny-models/faces.js";
import { drawnScene, type Drawn } from "./drawn-face.js";

const options = { knobs: { preset: "balanced", start: 100 }, samples: 2, seed: 3 } as const;
let root: string;
let models: FaceModels;
let drawn: Drawn;
let faces: Candidate[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "restore-faces-"));
  const [prior, regression] = await Promise.all([tinyFaceModel("prior", { folder: join(root, "prior") }), tinyFaceModel("regression", { folder: join(root, "regression") })]);
  models = await openFaceModels({ method: "difface", model: prior, regression, device: "cpu", threads: 1 });
  drawn = await drawnScene({ width: 480, height: 160, faces: [{ x: 80, y: 80, size: 120 }, { x: 240, y: 80, size: 130, skin: "#8d5a3b" }, { x: 400, y: 80, size: 110, turn: 20 }] });
  faces = drawn.landmarks.map((landmarks, i) => ({ index: i + 1, nativeSide: 120, found: { box: { x: 0, y: 0, width: 1, height: 1 }, landmarks, score: 1 } }));
});
afterAll(async () => {
  await models.close();
  await rm(root, { recursive: true, force: true });
});

describe("restoreFaces", () => {
  it("gives each face the bytes that it has alone, in their order, and counts samples", async () => {
    const counts: [number, number][] = [];
    const done = await restoreFaces(drawn.photo, faces, { models, options, progress: { ...silent, count: (n, of) => counts.push([n, of]) } });
    expect(done.map(({ index }) => index)).toEqual([1, 2, 3]);
    for (const [i, { result, aligned }] of done.entries()) {
      const alone = await restoreFace(models, alignFace(drawn.photo, drawn.landmarks[i]!).image, options);
      expect(aligned.image.data).toEqual(alignFace(drawn.photo, drawn.landmarks[i]!).image.data);
      expect(result.image.data).toEqual(alone.image.data);
      expect(result.deviation!.data).toEqual(alone.deviation!.data);
      expect(result.consistency).toEqual(alone.consistency);
    }
    expect(done[0]!.result.image.data).not.toEqual(done[1]!.result.image.data);
    expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => [n, 6]));
  });

  it("stops between network calls, and leaves nothing running", async () => {
    const stop = new AbortController();
    const stopped = restoreFaces(drawn.photo, faces, { models, options, progress: { ...silent, count: (n) => (n === 1 ? stop.abort() : undefined) }, signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: "aborted" });
    expect((await models.regression!.run("error", { up: alignFace(drawn.photo, drawn.landmarks[0]!).image })).error!.data).toHaveLength(1);
  });
});
