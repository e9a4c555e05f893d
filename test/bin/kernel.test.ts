import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { register } from "../../bin/rsr/kernel.js";
import { readKernel } from "../../pipelines/remote-sensing/index.js";
import { tinyModel } from "../tiny-models/model-folder.js";
import { temporaryFolder, tiff } from "../pipelines/remote-sensing/tiff-fixture.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();

it("prints, draws and saves the kernel, the same each time", async () => {
  const model = await tinyModel("ddsr", file("rs-ddsr"));
  const input = file("scene.tif", tiff({ width: 64, height: 48, bands: 3, value: (band, row, col) => (row * 13 + col * 7 + band * 31) % 200 }));
  const run = (...args: string[]) => runCommand(register, "kernel", "--input", input, "--model", model, "--device", "cpu", ...args);
  const text = await run("--png", file("k.png"), "--json", file("k.json"));
  expect(text).toMatch(/@@/);
  expect(text).toMatch(/^sigma \d+\.\d\d and \d+\.\d\d pixels of the x4 grid/m);
  expect(text).toMatch(/^\d+ windows voted/m);
  expect(readFileSync(file("k.png")).subarray(1, 4).toString()).toBe("PNG");
  await expect(run("--json", file("nowhere/k.json"))).rejects.toThrow(/--json: expected a file that can be written, got .*k\.json \(ENOENT\); choose another/);
  const kernel = readKernel(readFileSync(file("k.json"), "utf8"), "k.json");
  expect(kernel.data.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 9);
  const option = /--kernel gaussian:([\d.]+),/.exec(text)![1]!;
  expect((JSON.parse(readFileSync(file("k.json"), "utf8")) as { sigma1: number }).sigma1.toFixed(2)).toBe(option);
  expect(await run()).toBe(text);
});

it("refuses a scene without a valid part, and a seed that is none", async () => {
  const model = await tinyModel("ddsr", file("rs-ddsr-2"));
  const empty = file("empty.tif", tiff({ width: 40, height: 40, value: () => 0, tags: [{ tag: 42113, type: "ascii", values: "0" }] }));
  const run = (...args: string[]) => runCommand(register, "kernel", "--input", empty, "--model", model, "--device", "cpu", ...args);
  await expect(run()).rejects.toThrow("empty.tif: expected a part that is large and valid enough to predict the kernel from, got none");
  await expect(run("--seed", "-1")).rejects.toThrow("--seed: expected a whole number from 0 to 4294967295, got -1");
});
