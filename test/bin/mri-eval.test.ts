import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { register as registerDegrade } from "../../bin/mri-sr/degrade.js";
import { register as registerEval } from "../../bin/mri-sr/eval.js";
import { register as registerInspect } from "../../bin/mri-sr/inspect.js";
import type { StudiesEvaluation } from "../../pipelines/mri/evaluate-studies.js";
import { makeStudy } from "../pipelines/mri/make-study.js";
import { planted } from "../pipelines/mri/study-header.js";
import { runCommand } from "./run-command.js";

const root = mkdtempSync(join(tmpdir(), "mri-eval-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const exits: number[] = [];
const evaluation = (...args: string[]) => runCommand((program: Command) => registerEval(program, (code) => exits.push(code)), "eval", ...args);
const degrade = (...args: string[]) => runCommand(registerDegrade, "degrade", ...args);

/** Two series of one grid, and a third that is finer. */
const same = { slices: 3, rows: 96, columns: 80, pixelSpacing: [2.2, 2.2], signed: true } as const; // below zero is where sharp edges ring
beforeAll(async () => {
  await makeStudy(at("truth"), { series: [{ number: 3, ...same }, { number: 4, contrast: "t2", transferSyntax: "rle", ...same }] });
  await degrade(at("truth"), "--output", at("low"));
});

describe("mri-sr degrade", () => {
  it("halves k-space and keeps the field of view, so that the truth is consistent with it", async () => {
    expect(readdirSync(at("low"))).toEqual([expect.stringMatching(/^series-3-[0-9a-f]{8}$/), expect.stringMatching(/^series-4-[0-9a-f]{8}$/)]);
    const { results } = JSON.parse(await evaluation("--input", at("truth"), "--lr", at("low"), "--json")) as StudiesEvaluation;
    expect(results.map(({ against }) => against!.scales)).toEqual([[2, 2], [2, 2]]);
    for (const { against } of results) expect(against!.consistency.relative).toBeLessThan(2e-3); // stored as whole numbers, and never negative
    expect(results.map(({ low }) => low)).toEqual([expect.stringContaining("3 slices of 48x40"), expect.stringContaining("3 slices of 48x40")]);
  });

  it("adds noise of the strength it tells, the same for the same seed", async () => {
    const [one, two] = [await degrade(at("truth"), "--output", at("n1"), "--scale", "1", "--noise", "8%", "--series", "3", "--seed", "5"), await degrade(at("truth"), "--output", at("n2"), "--scale", "1", "--noise", "0.08", "--series", "3", "--seed", "5")];
    expect(one).toBe(two);
    const [record] = JSON.parse(one) as { sigma: number; distribution: string; series: string }[];
    expect(record!.distribution).toBe("rician");
    expect(one).not.toContain(planted);
    const { results } = JSON.parse(await evaluation("--input", at("truth"), "--series", "3", "--lr", at("n1"), "--json")) as StudiesEvaluation;
    expect(results[0]!.against!.noise.before.sigma / record!.sigma).toBeGreaterThan(0.8);
    expect(results[0]!.against!.noise.before.sigma / record!.sigma).toBeLessThan(1.2);
    const equal = JSON.parse(await evaluation("--input", at("n1"), "--reference", at("n2"), "--json")) as StudiesEvaluation;
    expect(equal.results[0]!.fidelity!.psnr).toBe("Infinity");
  });

  it("makes what can be restored again", async () => {
    expect(await runCommand(registerInspect, "inspect", at("low"))).toContain("2 of 2 series would be restored");
  });

  it.each([
    [["--noise", "2"], "--noise: expected a share from 0 to 1, or from 0% to 100%, got 2"],
    [["--scale", "3"], "series 3, 3 slices of 96x80, SE: expected rows and columns that are multiples of 3, got 96x80"],
    [["--series", "9"], "--series: expected one of 3 ("],
    [["--seed", "x"], "--seed: expected a whole number"],
  ])("refuses %j, and leaves nothing", async (args, message) => {
    await expect(degrade(at("truth"), "--output", at("refused"), ...args)).rejects.toThrow(message);
    expect(readdirSync(root).filter((name) => name.startsWith("refused"))).toEqual([]);
  });

  it("takes no place that is not free, and no source's", async () => {
    await expect(degrade(at("truth"), "--output", at("low"))).rejects.toThrow("--output: expected a place that is free");
    await expect(degrade(at("truth"), "--output", at("truth"), "--overwrite")).rejects.toThrow("--output: expected another place than the input");
    await expect(degrade(at("truth"), "--output", at("x.nii.gz"))).rejects.toThrow("--output: expected a folder for a DICOM input");
    expect(existsSync(at("truth/series-3"))).toBe(true);
  });
});

describe("mri-sr eval", () => {
  it("tells series of one grid apart by their numbers", async () => {
    const text = await evaluation("--input", at("truth"), "--reference", at("truth"), "--lr", at("low"));
    expect(text).toMatch(/^series 3, .*\n(?:.*\n)*reference {7}series 3, /m);
    expect(text).toMatch(/^PSNR {12}Infinity dB/m);
    expect(text).toMatch(/^k-space {9}differs by [\d.e-]+ of the input's, in the worst slice by/m);
    expect(text).toMatch(/^noise before {4}sigma /m);
    expect(text).not.toContain(planted);
  });

  it("leaves out what nothing fits, with exit code 3, and refuses where nothing at all does", async () => {
    await degrade(at("truth"), "--output", at("one"), "--series", "4");
    exits.length = 0;
    const { results, leftOut } = JSON.parse(await evaluation("--input", at("truth"), "--lr", at("one"), "--lr-series", "1004", "--json")) as StudiesEvaluation;
    expect(results).toHaveLength(2); // one grid, one candidate
    expect(leftOut).toEqual([]);
    expect(exits).toEqual([]);
    await makeStudy(at("mixed"), { series: [{ number: 3, ...same }, { number: 8, slices: 3, rows: 64, columns: 64 }] });
    const mixed = JSON.parse(await evaluation("--input", at("mixed"), "--reference", at("truth"), "--json")) as StudiesEvaluation;
    expect(mixed.results.map(({ label }) => label)).toEqual(["series 3, 3 slices of 96x80, SE"]);
    expect(mixed.leftOut).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{8}$/) as string, label: "series 8, 3 slices of 64x64, SE", reason: expect.stringContaining("--reference has no series that fits its grid (3 slices of 64x64") as string }]);
    expect(exits).toEqual([3]);
    await expect(evaluation("--input", at("mixed"), "--series", "8", "--reference", at("truth"))).rejects.toThrow("--input: expected a series that can be compared, got none (series 8, 3 slices of 64x64, SE: --reference has no series");
  });

  it("asks which where the numbers do not tell", async () => {
    await makeStudy(at("other"), { series: [{ number: 7, ...same }] });
    await expect(evaluation("--input", at("other"), "--reference", at("truth"))).rejects.toThrow("--reference has 2 series that fit: 3, 4; name one with --reference-series");
    const chosen = JSON.parse(await evaluation("--input", at("other"), "--reference", at("truth"), "--reference-series", "4", "--json")) as StudiesEvaluation;
    expect(chosen.results[0]!.reference).toContain("series 4");
  });

  it.each([
    [["--reference-series", "3"], "--reference, --lr: expected one of them, or both, got neither"],
    [["--lr", "x", "--reference-series", "3"], "--reference-series: expected --reference with it, got none"],
    [["--lr", "x", "--range", "5"], "--range: expected --reference with it, got none"],
    [["--reference", "x", "--range", "0"], "--range: expected a number above 0, got 0"],
    [["--reference", "x", "--lr", "x", "--lr-series", "t2"], "--lr-series: expected series numbers or keys"],
  ])("refuses %j", async (args, message) => {
    await expect(evaluation("--input", at("truth"), ...args)).rejects.toThrow(message);
  });
});

it("mri-sr inspect prints a table, and JSON of the same", async () => {
  const run = (...args: string[]) => runCommand(registerInspect, "inspect", at("truth"), ...args);
  expect(await run("--scale", "4")).toMatch(/^ {10}restored: denoised, then srdiff to 3 slices of 320x384, 0\.55 x 0\.55 x 6 mm$/m);
  const { stacks } = JSON.parse(await run("--json", "--series", "4")) as { stacks: { outcome: string }[] };
  expect(stacks.map(({ outcome }) => outcome)).toEqual(["not chosen", "restored"]);
  await expect(runCommand(registerInspect, "inspect", at("nowhere"))).rejects.toThrow(/nowhere: expected .*, got/);
});
