import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { register } from "../../bin/rsr/degrade.js";
import { register as registerEval } from "../../bin/rsr/eval.js";
import { openInput } from "../../pipelines/remote-sensing/index.js";
import { temporaryFolder, tiff } from "../pipelines/remote-sensing/tiff-fixture.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();
const value = (band: number, row: number, col: number) => Math.round(1000 + 300 * band + 400 * Math.sin(row / 6) * Math.cos(col / 9));
const hr = file("hr.tif", tiff({ width: 48, height: 36, bands: 2, type: "uint16", value }));

it("makes a pair and tells how", async () => {
  const output = file("lr.tif");
  const record = JSON.parse(await runCommand(register, "degrade", "--input", hr, "--output", output, "--scale", "3", "--kernel", "gaussian:1.5,1,45", "--noise", "2.5", "--seed", "9")) as object;
  expect(record).toEqual({ source: "hr.tif", output: "lr.tif", scale: 3, kernel: { kind: "gaussian", sigma1: 1.5, sigma2: 1, angle: Math.PI / 4 }, noise: [2.5, 2.5], seed: 9 });
  const scene = await openInput(output);
  expect([scene.width, scene.height, scene.bands.length]).toEqual([16, 12, 2]);
  await scene.close();
  // its kernel file leads eval to a consistent reference
  const clean = file("clean.tif");
  await runCommand(register, "degrade", "--input", hr, "--output", clean, "--kernel", "gaussian:1.5,1,45");
  const figures = JSON.parse(await runCommand(registerEval, "eval", "--reference", hr, "--input", hr, "--lr", clean, "--kernel", `${clean}.kernel.json`, "--json")) as { low: { consistency: { max: number[]; share: number } } };
  expect(figures.low.consistency.share).toBe(1);
  expect(Math.max(...figures.low.consistency.max)).toBeLessThan(0.51); // rounding of the LR alone
});

it.each([
  [["--seed", "1.5"], "--seed: expected a whole number from 0 to 4294967295, got 1.5"],
  [["--noise", "-2"], "--noise: expected a number of at least 0"],
  [["--kernel", "missing.json"], "--kernel: expected auto, gaussian:s1,s2,angle or a file that can be read"],
  [["--scale", "5"], "Allowed choices are 2, 3, 4"],
])("refuses %j", async (args, message) => {
  await expect(runCommand(register, "degrade", "--input", hr, "--output", file("no.tif"), ...args)).rejects.toThrow(message);
});

it("ends on an interrupt and leaves nothing", async () => {
  const output = file("stopped.tif");
  const run = runCommand(register, "degrade", "--input", hr, "--output", output);
  process.emit("SIGINT");
  await expect(run).rejects.toMatchObject({ code: "aborted" });
  expect([output, `${output}.part`].some(existsSync)).toBe(false);
});
