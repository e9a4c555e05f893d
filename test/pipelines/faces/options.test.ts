import { describe, expect, it } from "vitest";
import { defaults, parseDetectOptions, parseRestoreOptions } from "../../../pipelines/faces/options.js";

describe("options of bfr", () => {
  it("has the documented defaults", () => {
    expect(parseRestoreOptions()).toEqual({
      method: "difface", aligned: false, samples: 1, knobs: { preset: "balanced" }, upscale: 1, only: "all", minSize: defaults.minSize, seed: 0, device: "auto",
      resume: false, overwrite: false, report: false,
    });
  });

  it("takes what is given, and leaves out what is not", () => {
    expect(parseRestoreOptions({ method: "dr2", lowPass: "8", tau: "35", preset: "detail", only: "3", upscale: "4", quality: "80", format: "jpg", threads: "2", minSize: "64", prior: "p", seed: "7", samples: "4" })).toMatchObject({
      method: "dr2", knobs: { preset: "detail", lowPass: 8, tau: 35 }, only: 3, upscale: 4, quality: 80, format: "jpeg", threads: 2, minSize: 64, prior: "p", seed: 7, samples: 4,
    });
    expect(parseRestoreOptions({ start: "0", eta: "0" }).knobs).toEqual({ preset: "balanced", start: 0, eta: 0 });
    expect(parseRestoreOptions({ only: "largest" }).only).toBe("largest");
    expect(["slight", "mild", "medium", "severe", "auto"].map((removal) => parseRestoreOptions({ method: "dr2", removal }).knobs.removal)).toEqual(["slight", "mild", "medium", "severe", undefined]);
    expect(parseRestoreOptions({ method: "dr2", removal: "mild", tau: "64", samples: "2" }).knobs).toEqual({ preset: "balanced", removal: "mild", tau: 64 });
    expect(parseRestoreOptions({ method: "dr2", lowPass: "32" }).knobs.lowPass).toBe(32);
  });

  it.each([
    [{ method: "gfpgan" }, "--method: expected one of difface, dr2, diffbfr, regression, at-ddpm, at-vardiff, bicubic, got gfpgan; see bfr --help"],
    [{ upscale: "3" }, "--upscale: expected one of 1, 2, 4, got 3"],
    [{ only: "0" }, "--only: expected all, largest, or the number of a face from 1, got 0; bfr detect lists the faces"],
    [{ only: "first" }, "--only: expected all, largest"],
    [{ start: "650" }, "--start: expected a whole number from 0 to 649, got 650"],
    [{ start: "" }, "--start: expected a whole number from 0 to 649, got ; "],
    [{ eta: "1.5" }, "--eta: expected a number from 0 to 1, got 1.5"],
    [{ method: "dr2", lowPass: "3" }, "--low-pass: expected one of 1, 2, 4, 8, 16, 32, got 3"],
    [{ method: "dr2", tau: "65" }, "--tau: expected a whole number from 0 to 64, got 65"],
    [{ method: "dr2", removal: "strong" }, "--removal: expected one of auto, slight, mild, medium, severe, got strong"],
    [{ quality: "101" }, "--quality: expected a whole number from 1 to 100, got 101"],
    [{ format: "gif" }, "--format: expected one of jpeg, png, webp, tiff, avif, got gif"],
    [{ seed: "-1" }, "--seed: expected"],
    [{ device: "gpu" }, "--device: expected one of auto, cpu, cuda, tensorrt, webgpu, dml, coreml, got gpu; see bfr --help"],
    [{ output: " " }, "--output: expected a file or a folder, got nothing"],
  ])("refuses %j", (raw, message) => {
    expect(() => parseRestoreOptions(raw)).toThrow(message);
  });

  it.each([
    [{ method: "regression", preset: "detail" }, "--preset: expected a method that draws samples (difface, dr2, diffbfr, at-ddpm, at-vardiff), got regression; leave --preset out"],
    [{ method: "bicubic", samples: "4" }, "--samples: expected a method that draws samples"],
    [{ method: "dr2", start: "100" }, "--start: expected --method difface or diffbfr or at-ddpm or at-vardiff, which have it, got dr2"],
    [{ removal: "auto" }, "--removal: expected --method dr2, which has it, got difface"],
    [{ method: "dr2", removal: "mild", lowPass: "2", tau: "5" }, "--removal: expected no --low-pass and --tau beside it, which say the same, got mild"],
    [{ tau: "22" }, "--tau: expected --method dr2, which has it, got difface"],
    [{ method: "bicubic", model: "m" }, "--model: expected a method that uses it"],
    [{ method: "regression", prior: "m" }, "--prior: expected a method that uses it (dr2, diffbfr), got regression"],
    [{ aligned: true, only: "1" }, "--only: expected a photograph in which faces are looked for, got --aligned"],
    [{ aligned: true, upscale: "2" }, "--upscale: expected a photograph"],
    [{ resume: true, overwrite: true }, "--resume, --overwrite: expected one of them, got both"],
  ])("refuses what would be ignored: %j", (raw, message) => {
    expect(() => parseRestoreOptions(raw)).toThrow(message);
  });
});

describe("options of bfr detect", () => {
  it("reads and refuses", () => {
    expect(parseDetectOptions({ minSize: "60", output: "o", threads: "1" })).toEqual({ minSize: 60, output: "o", threads: 1, device: "auto", overwrite: false });
    expect(() => parseDetectOptions({ minSize: "4" })).toThrow("--min-size: expected a whole number from 8 to 4096, got 4");
    expect(() => parseDetectOptions({ overwrite: true })).toThrow("--overwrite: expected --output with it, got none");
  });
});
