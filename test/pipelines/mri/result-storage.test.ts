import { describe, expect, it } from "vitest";
import { resultStorage } from "../../../pipelines/mri/result-storage.js";

const unsigned = { type: "uint16", bits: 12, slope: [1, 2], intercept: [0, 0] } as const;
const options = { format: "dicom", enlarged: true, denoised: true, largest: 2000 } as const;

describe("resultStorage", () => {
  it("signs what was denoised and enlarged, with the source's slopes", () => {
    expect(resultStorage(unsigned, options)).toEqual({ storage: { ...unsigned, type: "int16", bits: 16 } });
    expect(resultStorage({ ...unsigned, type: "uint8", bits: 8 }, { ...options, largest: 255 })).toMatchObject({ storage: { type: "int16", bits: 16 } });
  });

  it("keeps the form of the source, and has a signed one ready, where nothing was denoised", () => {
    expect(resultStorage(unsigned, { ...options, denoised: false })).toEqual({ storage: unsigned, signed: { ...unsigned, type: "int16", bits: 16 } });
  });

  it.each([["not enlarged", { enlarged: false }], ["NIfTI", { format: "nifti" }]] as const)("keeps the form of the source alone where it is %s", (_, other) => {
    expect(resultStorage(unsigned, { ...options, ...other })).toEqual({ storage: unsigned });
  });

  it("widens what fills its range, and does not sign what would not fit", () => {
    expect(resultStorage(unsigned, { ...options, denoised: false, largest: 3500 }).storage).toEqual({ ...unsigned, bits: 16 });
    expect(resultStorage({ ...unsigned, type: "int16" }, { ...options, largest: 1800 })).toEqual({ storage: { ...unsigned, type: "int16", bits: 16 } });
    expect(resultStorage({ ...unsigned, bits: 16 }, { ...options, largest: 30_000 })).toEqual({ storage: { ...unsigned, bits: 16 } });
  });
});
