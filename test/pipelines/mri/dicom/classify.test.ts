import { describe, expect, it } from "vitest";
import { leaveOutClass, leaveOutMeaning } from "../../../../pipelines/mri/dicom/classify.js";

/** What becomes of images with this ImageType, and whatever else they say. */
const fate = (type: string, more: Partial<Parameters<typeof leaveOutMeaning>[0]> = {}): string => {
  const left = leaveOutMeaning({ type: type.split("\\"), processed: false, ...more });
  return left === undefined ? "restored" : `${left.outcome}: ${left.reason}`;
};

describe("what an image shows", () => {
  it.each([
    "ORIGINAL\\PRIMARY\\M\\ND\\NORM", "ORIGINAL\\PRIMARY\\M_FFE\\M\\FFE", "ORIGINAL\\PRIMARY\\OTHER", "ORIGINAL\\PRIMARY\\MPR", "DERIVED\\SECONDARY\\OTHER",
    "ORIGINAL\\PRIMARY\\T1\\NONE", "ORIGINAL\\PRIMARY\\PERFUSION\\NONE", "ORIGINAL\\PRIMARY\\M\\IN_PHASE", "DERIVED\\PRIMARY\\M\\ND\\WATER",
  ])("restores %s", (type) => {
    expect(fate(type)).toBe("restored");
  });

  it.each([
    ["ORIGINAL\\PRIMARY\\P\\ND", "skipped: phase images"],
    ["ORIGINAL\\PRIMARY\\PHASE MAP\\P\\FFE", "skipped: phase images"],
    ["ORIGINAL\\PRIMARY\\R_IR\\R\\IR", "skipped: real-part images"],
    ["ORIGINAL\\PRIMARY\\I_FFE\\I\\FFE", "skipped: imaginary-part images"],
    ["DERIVED\\PRIMARY\\DIFFUSION\\ADC\\ND", "skipped: a derived map (ADC)"],
    ["DERIVED\\PRIMARY\\DIFFUSION\\TRACEW", "skipped: a derived map (TRACEW)"],
    ["ORIGINAL\\PRIMARY\\B0 MAP\\B0\\FFE", "skipped: a derived map (B0 MAP)"],
    ["ORIGINAL\\PRIMARY\\PERFUSION_FFE\\PERFUSION\\FFE", "skipped: a derived map (PERFUSION)"],
    ["DERIVED\\SECONDARY\\MPR\\CSA MPR", "skipped: a reformat, interpolated from other slices (MPR)"],
    ["DERIVED\\SECONDARY\\PROJECTION IMAGE\\MIP", "skipped: a projection or rendering of a volume (PROJECTION IMAGE)"],
    ["DERIVED\\SECONDARY\\SCREEN SAVE", "skipped: a screen or a report kept as an image"],
    ["ORIGINAL\\PRIMARY\\LOCALIZER", "skipped: a localizer"],
    ["ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC", "refused: a mosaic of slices in one image; export it with one frame for each slice"],
  ])("%s is %s", (type, expected) => {
    expect(fate(type)).toBe(expected);
  });

  it("goes by the stated component and technique where the type is silent", () => {
    expect(fate("ORIGINAL\\PRIMARY\\T1\\NONE", { component: "MAGNITUDE", technique: "NONE" })).toBe("restored");
    expect(fate("ORIGINAL\\PRIMARY\\T1\\NONE", { component: "IMAGINARY" })).toBe("skipped: imaginary-part images");
    expect(fate("ORIGINAL\\PRIMARY\\T1\\NONE", { component: "MIXED" })).toBe("refused: the frames do not say whether they are magnitude or phase");
    expect(fate("ORIGINAL\\PRIMARY\\TOF\\NONE", { technique: "MAX_IP" })).toContain("a projection");
    expect(fate("ORIGINAL\\PRIMARY\\M\\ND", { processed: true })).toBe("skipped: a result of resampling or restoration");
  });
});

describe("classes", () => {
  it.each([
    ["1.2.840.10008.5.1.4.1.1.4", undefined],
    ["1.2.840.10008.5.1.4.1.1.4.1", undefined],
    ["1.2.840.10008.5.1.4.1.1.4.4", undefined],
    ["1.2.840.10008.5.1.4.1.1.4.2", "MR spectroscopy, not an MR image"],
    ["1.2.840.10008.5.1.4.1.1.2.1", "a CT image, not an MR image"],
    ["1.2.840.10008.5.1.4.1.1.7.2", "a secondary capture, not an MR image"],
    ["1.2.840.10008.5.1.4.1.1.66.4", "a segmentation, not an MR image"],
    ["1.2.840.10008.5.1.4.1.1.66", "raw data, not an MR image"],
    ["1.2.840.10008.9.9", "an object of SOP class 1.2.840.10008.9.9, not an MR image"],
    ["1.3.12.2.1107.5.9.1", "an object of a private SOP class, not an MR image"],
    ["Smith^John", "an object of a private SOP class, not an MR image"],
    ["", "DICOM without a SOP class: no image"],
  ])("%s", (uid, reason) => {
    expect(leaveOutClass(uid)?.reason).toBe(reason);
  });
});
