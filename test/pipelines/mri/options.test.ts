import { describe, expect, it } from "vitest";
import type { Stack } from "../../../pipelines/mri/study.js";
import { chosenStacks, parseRestoreOptions, parseSeries, type RawRestoreOptions } from "../../../pipelines/mri/options.js";

const parse = (raw: RawRestoreOptions = {}) => parseRestoreOptions("/data/study/", raw);

describe("the options of mri-sr", () => {
  it("have defaults that restore a whole study", () => {
    expect(parse()).toEqual({
      output: "/data/study_mri-sr", method: "srdiff", scale: 2, denoise: "auto", alpha: 1, preset: "fidelity", samples: 1, reference: "auto", throughPlane: 1, seed: 0,
      device: "auto", transferSyntax: "explicit", keepPrivate: false, resume: false, overwrite: false, report: false,
    });
    expect(parseRestoreOptions("/data/scan.nii.gz").output).toBe("/data/scan_mri-sr");
    expect(parse({ method: "zero-fill" }).denoise).toBe("off");
    expect(parse({ scale: "1" })).toMatchObject({ scale: 1, method: "r2d2plus", denoise: "auto" });
    expect(parse({ scale: "1", throughPlane: "3" }).method).toBe("srdiff");
  });

  it("are numbers, shares and lists where they are meant to be", () => {
    expect(parse({ scale: "3", sigma: "7.5%", alpha: "0.8", samples: "8", seed: "12", threads: "2", series: "4, 3F2A9C01,4", throughPlane: "2", transferSyntax: "htj2k" })).toMatchObject({
      scale: 3, alpha: 0.8, samples: 8, preset: "detail", seed: 12, threads: 2, series: ["4", "3f2a9c01"], throughPlane: 2, transferSyntax: "htj2k",
    });
    expect(parse({ sigma: "7.5%" }).sigma).toBeCloseTo(0.075, 12);
    expect(parse({ sigma: "0.02" }).sigma).toBe(0.02);
    expect(parse({ method: "disc-diff", reference: "7" }).reference).toBe("7");
    expect(parse({ method: "zero-fill", denoise: "auto", sigma: "5%" })).toMatchObject({ denoise: "auto", sigma: 0.05 });
  });

  it.each<[RawRestoreOptions, string]>([
    [{ scale: "5" }, "--scale: expected one of 1, 2, 3, 4, got 5; see mri-sr --help"],
    [{ method: "tesr" }, "--method: expected one of r2d2plus, disc-diff, srdiff, regression, zero-fill, got tesr"],
    [{ scale: "1", method: "srdiff" }, "--method: expected r2d2plus with --scale 1, which only denoises, got srdiff"],
    [{ scale: "1", denoise: "off" }, "--denoise: expected auto with --scale 1, got off; there would be nothing to do"],
    [{ denoise: "on" }, "--denoise: expected one of auto, off, got on"],
    [{ method: "regression", samples: "4" }, "--samples: expected a method that draws samples (r2d2plus, disc-diff, srdiff), got regression"],
    [{ method: "zero-fill", preset: "detail" }, "--preset: expected a method that draws samples"],
    [{ samples: "0" }, "--samples: expected a whole number from 1 to 64, got 0"],
    [{ sigma: "5" }, "--sigma: expected a share of the signal from 0.005 to 0.5, or from 0.5% to 50%, got 5"],
    [{ sigma: "%" }, "--sigma: expected a share"],
    [{ denoise: "off", sigma: "5%" }, "--sigma: expected --denoise auto, got off"],
    [{ method: "zero-fill", alpha: "1" }, "--alpha: expected --denoise auto, got zero-fill, which does not denoise by default"],
    [{ alpha: "0" }, "--alpha: expected a number above 0, at most 2, got 0"],
    [{ reference: "4" }, "--reference: expected --method disc-diff, the one that uses it, got srdiff"],
    [{ series: "T1W" }, "--series: expected series numbers or keys such as 4 or 4,3f2a9c01, got T1W; mri-sr inspect lists them"],
    [{ throughPlane: "1.5" }, "--through-plane: expected a whole number from 1 to 8, got 1.5"],
    [{ seed: "-1" }, "--seed: expected a whole number from 0 to 4294967295, got -1"],
    [{ threads: "0" }, "--threads: expected a whole number from 1 to 1024, got 0"],
    [{ transferSyntax: "jpeg" }, "--transfer-syntax: expected one of explicit, implicit, deflated, rle, jpeg-ls, jpeg-2000, htj2k, got jpeg"],
    [{ resume: true, overwrite: true }, "--resume, --overwrite: expected one of them, got both"],
    [{ output: "/data/study" }, "--output: expected another folder than the study, got /data/study"],
    [{ method: "zero-fill", model: "x" }, "--model: expected a method with a network, got zero-fill"],
  ])("%j is refused by name", (raw, message) => {
    expect(() => parse(raw)).toThrow(message);
  });

  it("name no study without a study", () => {
    expect(() => parseRestoreOptions(" ")).toThrow("STUDY: expected a folder, a DICOM file or a NIfTI file, got nothing");
    expect(() => parseSeries("")).toThrow("--series");
  });
});

describe("--series", () => {
  const stack = (key: string, seriesNumber?: number) => ({ key, ...(seriesNumber !== undefined && { seriesNumber }) }) as Stack;
  const stacks = [stack("aaaaaaaa", 4), stack("bbbbbbbb", 4), stack("cccccccc", 7), stack("12345678")];

  it("picks every group of a number, or one by its key", () => {
    expect(chosenStacks(stacks, undefined)).toHaveLength(4);
    expect(chosenStacks(stacks, ["4"]).map(({ key }) => key)).toEqual(["aaaaaaaa", "bbbbbbbb"]);
    expect(chosenStacks(stacks, ["12345678", "cccccccc"]).map(({ key }) => key)).toEqual(["cccccccc", "12345678"]);
  });

  it("says which there are", () => {
    expect(() => chosenStacks(stacks, ["4", "9"])).toThrow("--series: expected one of 4 (aaaaaaaa), 4 (bbbbbbbb), 7 (cccccccc), 12345678, got 9; mri-sr inspect tells what becomes of the others");
    expect(() => chosenStacks([], ["9"])).toThrow("of which there are none");
  });
});
