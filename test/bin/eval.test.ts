import { describe, expect, it } from "vitest";
import { register } from "../../bin/rsr/eval.js";
import { temporaryFolder, tiff } from "../pipelines/remote-sensing/tiff-fixture.js";
import { runCommand } from "./run-command.js";

const file = temporaryFolder();
const value = (band: number, row: number, col: number) => 60 + 20 * band + ((row * 7 + col * 3) % 50);
const reference = file("hr.tif", tiff({ width: 32, height: 24, bands: 3, value }));
const input = file("sr.tif", tiff({ width: 32, height: 24, bands: 3, value: (band, row, col) => value(band, row, col) + ((row + col) % 2 ? 3 : -3) }));
const evaluation = (...args: string[]) => runCommand(register, "eval", "--reference", reference, "--input", input, ...args);

describe("rsr eval", () => {
  it("prints a table", async () => {
    const text = await evaluation();
    expect(text).toMatch(/^size +32x24, bands 1, 2, 3, 768 pixels$/m);
    expect(text).toMatch(new RegExp(`^PSNR +${(20 * Math.log10(255 / 3)).toFixed(2)} dB`, "m"));
    expect(text).not.toContain("ERGAS");
    expect(text).not.toContain("hallucination");
  });

  it("gives JSON of the same, with ERGAS for a known scale and another range", async () => {
    const figures = JSON.parse(await evaluation("--json", "--scale", "4", "--range", "100", "--bands", "2")) as Record<string, unknown>;
    expect(figures).toMatchObject({ bands: [2], range: 100, scale: 4, rmsePerBand: [3] });
    expect(figures.ergas).toBeGreaterThan(0);
  });

  it("says that equal images are infinitely alike, and has no SSIM of what is smaller than its window", async () => {
    const small = file("small.tif", tiff({ width: 10, height: 10, value }));
    const figures = JSON.parse(await runCommand(register, "eval", "--reference", small, "--input", small, "--json")) as Record<string, unknown>;
    expect(figures.psnr).toBe("Infinity");
    expect(figures).not.toHaveProperty("ssim");
  });

  it("tells in its help how it differs from opensr-test", async () => {
    await expect(runCommand(register, "eval", "--help")).rejects.toMatchObject({ exitCode: 0 });
    const written: string[] = [];
    await runCommand((program) => {
      register(program);
      program.commands[0]!.configureOutput({ writeOut: (text) => written.push(text) }).outputHelp();
    }, "eval", "--reference", reference, "--input", input);
    expect(written.join("")).toContain("no figures of that package");
  });

  it.each([
    [["--kernel", "gaussian:1,1,0"], "--kernel: expected --lr with it"],
    [["--lr", reference, "--kernel", "auto"], "--kernel: expected a known kernel, got auto"],
    [["--range", "0"], "--range: expected a number above 0, got 0"],
    [["--scale", "x"], "--scale: expected a number above 0, got x"],
    [["--lr", file("none.tif")], "none.tif: expected a readable file, got ENOENT"],
  ])("refuses %j", async (args, message) => {
    await expect(evaluation(...args)).rejects.toThrow(message);
  });
});
