import { existsSync } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { register } from "../../bin/bfr/degrade.js";
import { register as registerEval } from "../../bin/bfr/eval.js";
import type { DegradeRecord } from "../../pipelines/faces/degrade-recipe.js";
import type { Evaluation } from "../../pipelines/faces/evaluate.js";
import { uniform } from "../golden/golden.js";
import { temporaryFolder } from "../pipelines/remote-sensing/tiff-fixture.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();
const [width, height] = [96, 64];
const truth = file("truth.png");
const crop = file("crop.png");

/** Smooth colours with an edge and a little noise. */
function pixels(w: number, h: number, channels: number): Uint8Array {
  const noise = uniform(w * h * channels, 8);
  return Uint8Array.from({ length: w * h * channels }, (_, i) => {
    const [c, x, y] = [i % channels, Math.floor(i / channels) % w, Math.floor(i / channels / w)];
    return 90 + 40 * Math.sin(x / 7 + c) * Math.cos(y / 9) + (x > w / 2 ? 60 : 0) + 12 * noise[i]!;
  });
}

beforeAll(async () => {
  await sharp(pixels(width, height, 3), { raw: { width, height, channels: 3 } }).png().toFile(truth);
  await sharp(pixels(80, 80, 3), { raw: { width: 80, height: 80, channels: 3 } }).png().toFile(crop);
});

const degrade = async (...args: string[]) => JSON.parse(await runCommand(register, "degrade", ...args)) as DegradeRecord & { source: string; output: string };
const evaluation = async (...args: string[]) => JSON.parse(await runCommand(registerEval, "eval", "--json", ...args)) as Evaluation;
const raw = (path: string) => sharp(path).raw().toBuffer({ resolveWithObject: true });

describe("bfr degrade", () => {
  it("prints what it drew, does the same for the same seed, and keeps the size", async () => {
    const record = await degrade(truth, "--output", file("one.png"), "--seed", "11");
    expect(record).toMatchObject({ kind: "blind", seed: 11, faceSide: 256, source: "truth.png", output: "one.png" });
    expect(record.noise).toBeLessThanOrEqual(20);
    expect(record.quality).toBeGreaterThanOrEqual(30);
    expect((await raw(file("one.png"))).info).toMatchObject({ width, height, channels: 3 });
    expect(await degrade(truth, "--output", file("two.png"), "--seed", "11")).toEqual({ ...record, output: "two.png" });
    expect((await raw(file("two.png"))).data).toEqual((await raw(file("one.png"))).data);
    await degrade(truth, "--output", file("three.png"), "--seed", "12");
    expect((await raw(file("three.png"))).data).not.toEqual((await raw(file("one.png"))).data);
  });

  it("can be done again from what it printed", async () => {
    const { sigma, angle, scale, noise, quality } = await degrade(truth, "--output", file("drawn.png"), "--seed", "3");
    await degrade(truth, "--output", file("again.png"), "--seed", "3", "--sigma", `${sigma!.join(",")},${angle}`, "--scale", `${scale}`, "--noise", `${noise}`, "--quality", `${quality}`);
    expect((await raw(file("again.png"))).data).toEqual((await raw(file("drawn.png"))).data);
  });

  it("leaves what is not given as it was drawn", async () => {
    const { noise: before, sigma: _, angle: __, ...drawn } = await degrade(truth, "--output", file("a.png"), "--seed", "4");
    const { noise, sigma, angle: ___, ...given } = await degrade(truth, "--output", file("b.png"), "--seed", "4", "--sigma", "2.5");
    expect([sigma, noise]).toEqual([[2.5, 2.5], before]);
    expect(given).toEqual({ ...drawn, output: "b.png" });
  });

  it.each(["blind", "turbulence"])("is worse the more severe (%s)", async (kind) => {
    const figures: number[] = [];
    for (const severity of ["mild", "medium", "severe"]) {
      const output = file(`${kind}-${severity}.png`);
      const record = await degrade(truth, "--output", output, "--kind", kind, "--severity", severity);
      expect(record).toMatchObject({ kind, severity });
      figures.push((await evaluation("--input", output, "--reference", truth)).fidelity.psnr);
    }
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    expect(figures[0]! - figures[2]!).toBeGreaterThan(2);
  });

  it("scales its lengths with the face and can leave the small size", async () => {
    const small = async (...args: string[]) => (await degrade(truth, "--output", file("small.png"), "--overwrite", "--scale", "2", ...args)).small;
    expect(await small()).toEqual({ width: 48, height: 32 });
    expect(await small("--face-size", "512")).toEqual({ width: 24, height: 16 });
    expect(await small("--keep-small")).toEqual({ width: 48, height: 32 });
    expect((await raw(file("small.png"))).info).toMatchObject({ width: 48, height: 32 });
  });

  it("brings an aligned crop to its side", async () => {
    const record = await degrade(crop, "--output", file("aligned.png"), "--aligned-size", "64", "--severity", "medium");
    expect(record).toMatchObject({ faceSide: 64, small: { width: 64, height: 64 } }); // 64 px are what shrinking a face of 256 by 4 leaves
    expect((await raw(file("aligned.png"))).info).toMatchObject({ width: 64, height: 64 });
  });

  it("keeps gray gray, transparency, and 16 bits", async () => {
    const gray = file("gray.png");
    await sharp(pixels(40, 30, 1), { raw: { width: 40, height: 30, channels: 1 } }).toColourspace("b-w").png().toFile(gray);
    await degrade(gray, "--output", file("gray-out.png"), "--severity", "medium");
    expect((await sharp(file("gray-out.png")).metadata()).channels).toBe(1);

    const clear = file("clear.png");
    const opacity = Uint8Array.from({ length: 40 * 30 }, (_, i) => (i % 40 < 20 ? 255 : 0));
    await sharp(pixels(40, 30, 3), { raw: { width: 40, height: 30, channels: 3 } }).joinChannel(Buffer.from(opacity), { raw: { width: 40, height: 30, channels: 1 } }).png().toFile(clear);
    await degrade(clear, "--output", file("clear-out.png"), "--severity", "mild");
    const { data, info } = await raw(file("clear-out.png"));
    expect(info.channels).toBe(4);
    expect(Uint8Array.from({ length: 1200 }, (_, i) => data[4 * i + 3]!)).toEqual(opacity);
    await degrade(clear, "--output", file("clear-small.png"), "--severity", "mild", "--keep-small");
    expect((await raw(file("clear-small.png"))).info).toMatchObject({ width: 20, height: 15, channels: 4 });

    const deep = file("deep.png");
    await sharp(Uint16Array.from(pixels(40, 30, 3), (v) => 257 * v), { raw: { width: 40, height: 30, channels: 3 } }).toColourspace("rgb16").png().toFile(deep);
    await degrade(deep, "--output", file("deep-out.png"), "--kind", "turbulence", "--severity", "mild");
    expect((await sharp(file("deep-out.png")).metadata()).depth).toBe("ushort");
  });

  it.each([
    [["--tilt", "1"], "--tilt: expected --kind turbulence with it, got blind"],
    [["--kind", "turbulence", "--quality", "50"], "--quality: expected --kind blind with it, got turbulence"],
    [["--sigma", "1,2"], "--sigma: expected one deviation, or s1,s2,angle, got 1,2"],
    [["--scale", "0.1"], "--scale: expected a number from 0.8 to 32, got 0.1"],
    [["--noise", ""], "--noise: expected a number from 0 to 128"],
    [["--quality", "0"], "--quality: expected a whole number from 1 to 100, got 0"],
    [["--seed", "-1"], "--seed: expected a whole number from 0 to 4294967295, got -1"],
    [["--face-size", "256", "--aligned-size", "256"], "--face-size, --aligned-size: expected one of them, got both"],
    [["--aligned-size", "64"], "truth.png: expected a square crop for --aligned-size, got 96x64"],
    [["--severity", "awful"], "Allowed choices are mild, medium, severe"],
  ])("refuses %j and writes nothing", async (args, message) => {
    await expect(degrade(truth, "--output", file("no.png"), ...args)).rejects.toThrow(message);
    expect(existsSync(file("no.png"))).toBe(false);
  });

  it("touches neither its source nor a file that exists", async () => {
    await expect(degrade(truth, "--output", truth, "--overwrite")).rejects.toThrow("--output: expected another file than the input");
    await symlink(truth, file("alias.png"));
    await expect(degrade(file("alias.png"), "--output", truth, "--overwrite")).rejects.toThrow("--output: expected another file than the input");
    await writeFile(file("there.png"), "mine");
    await expect(degrade(truth, "--output", file("there.png"))).rejects.toThrow("there.png");
    expect(await readFile(file("there.png"), "utf8")).toBe("mine");
  });
});
