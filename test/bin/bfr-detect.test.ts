import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { register } from "../../bin/bfr/detect.js";
import type { Found } from "../../pipelines/faces/report-detect.js";
import { drawnScene, type Drawn } from "../pipelines/faces/drawn-face.js";
import { runCommand } from "./run-command.js";

const root = mkdtempSync(join(tmpdir(), "bfr-detect-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const exits: number[] = [];
const run = (...args: string[]) => runCommand((program) => register(program, (code) => exits.push(code)), "detect", ...args);

let drawn: Drawn;
beforeAll(async () => {
  drawn = await drawnScene({ width: 600, height: 300, faces: [{ x: 420, y: 150, size: 220 }, { x: 150, y: 160, size: 200 }] });
  await sharp(drawn.photo.data, { raw: { width: 600, height: 300, channels: 3 } }).png().toFile(at("two.png"));
  await sharp({ create: { width: 90, height: 80, channels: 3, background: "#456" } }).png().toFile(at("none.png"));
});

it("lists faces from left to right with their landmarks", async () => {
  const [found] = JSON.parse(await run(at("two.png"), "--json")) as Found[];
  expect(found).toMatchObject({ name: "two.png", width: 600, height: 300, faces: [{ index: 1 }, { index: 2 }] });
  const [right, left] = drawn.landmarks;
  for (const [face, truth] of [[found!.faces![0]!, left!], [found!.faces![1]!, right!]] as const) {
    expect(Math.hypot(face.landmarks.leftEye.x - truth.leftEye.x, face.landmarks.leftEye.y - truth.leftEye.y)).toBeLessThan(10);
    expect(face.score).toBeGreaterThan(0.5);
  }
  const text = await run(at("two.png"));
  expect(text).toMatch(/^two\.png: 600x300, 2 faces\n {4}1 {2}\d+x\d+ at \d+,\d+ {2}eyes \d+\.\d px apart {2}score 0\.\d\d\n {4}2 /);
});

it("marks and numbers them on a copy", async () => {
  const text = await run(at("two.png"), "--output", `${at("marked")}/`);
  expect(text).toContain(`marked in ${at("marked/two_faces.png")}`);
  const { data, info } = await sharp(at("marked/two_faces.png")).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [found] = JSON.parse(await run(at("two.png"), "--json")) as Found[];
  for (const { box, landmarks } of found!.faces!) {
    const at_ = (x: number, y: number) => [...data.subarray(3 * (Math.round(y) * info.width + Math.round(x)), 3 * (Math.round(y) * info.width + Math.round(x)) + 3)];
    expect(at_(box.x + box.width / 2, box.y)).toEqual([255, 217, 26]);
    expect(at_(landmarks.leftEye.x, landmarks.leftEye.y)).toEqual([255, 217, 26]);
  }
  expect([...data.subarray(0, 3)]).toEqual([...drawn.photo.data.subarray(0, 3)]);
  await expect(run(at("two.png"), "--output", `${at("marked")}/`)).rejects.toThrow("expected a new name, got one that exists");
});

it("answers for a photograph without faces, and for one of several that cannot be read", async () => {
  expect(await run(at("none.png"))).toBe("none.png: 90x80, 0 faces\n");
  expect(exits).toEqual([]);
  expect(await run(at("none.png"), at("gone.png"))).toContain("failed  ");
  expect(exits).toEqual([3]);
  await expect(run(at("gone.png"))).rejects.toThrow("gone.png: expected a photograph, got no such file");
  expect(existsSync(at("none_faces.png"))).toBe(false);
  await sharp(at("none.png")).ensureAlpha(0.5).png().toFile(at("clear.png"));
  renameSync(at("clear.png"), at("clear.jpg")); // its copy would be a JPEG, which cannot hold what it is
  const text = await run(at("clear.jpg"), at("none.png"), "--output", `${at("copies")}/`);
  expect(text).toMatch(/^failed  .*clear_faces\.jpg: expected a format with transparency.*\nnone\.png: 90x80, 0 faces, marked in /);
  expect([exits, existsSync(at("copies/none_faces.png"))]).toEqual([[3, 3], true]);
});
