import { describe, expect, it } from "vitest";
import { resultStorage, storageText } from "../../../pipelines/mri/result-storage.js";

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

  it("keeps the form of the source alone where it is not enlarged", () => {
    for (const format of ["dicom", "nifti"] as const) expect(resultStorage(unsigned, { ...options, format, enlarged: false })).toEqual({ storage: unsigned });
  });

  it("lets NIfTI have another scaling, not another type, where its own has no room below zero or above the largest value", () => {
    const nifti = { ...options, format: "nifti" } as const;
    const whole = { ...unsigned, bits: 16 };
    for (const denoised of [false, true]) expect(resultStorage(whole, { ...nifti, denoised })).toEqual({ storage: whole, scalable: true });
    expect(resultStorage({ ...whole, type: "int16" }, { ...nifti, largest: 30_000 })).toMatchObject({ scalable: true });
    for (const roomy of [{ ...whole, type: "int16" }, { ...whole, intercept: [-1000, -1000] }, { ...whole, type: "float32", bits: 32 }] as const) expect(resultStorage(roomy, nifti)).toEqual({ storage: roomy });
  });

  it("is told in words, with the scaling where it is not the source's", () => {
    expect(storageText(unsigned, { ...unsigned, type: "int16" })).toBe("uint16, 12 bits");
    expect(storageText({ ...unsigned, intercept: [-7, -7] }, unsigned)).toBe("uint16, 12 bits, under scl_slope 1 and scl_inter -7 for values beyond the source's range that the measured band needs");
  });

  it("widens what fills its range, and does not sign what would not fit", () => {
    expect(resultStorage(unsigned, { ...options, denoised: false, largest: 3500 }).storage).toEqual({ ...unsigned, bits: 16 });
    expect(resultStorage({ ...unsigned, type: "int16" }, { ...options, largest: 1800 })).toEqual({ storage: { ...unsigned, type: "int16", bits: 16 } });
    expect(resultStorage({ ...unsigned, bits: 16 }, { ...options, largest: 30_000 })).toEqual({ storage: { ...unsigned, bits: 16 } });
  });
});
