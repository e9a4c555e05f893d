import type { Frame } from "../../../../pipelines/mri/dicom/frame.js";
import type { Slice } from "../../../../pipelines/mri/dicom/read-slices.js";

/** A slice of a series without a file: 16 x 16 axial pixels at height z, changed as said. */
export function sliceAt(z: number, frame: Partial<Frame> = {}): Slice {
  return {
    image: {
      file: "", sopClassUid: "1.2.840.10008.5.1.4.1.1.4", sopInstanceUid: "1.2", seriesUid: "1.1", frames: [],
      cells: {
        syntax: { name: "", packing: "native", bigEndian: false, deflated: false }, element: { offset: 0, length: 512, vr: "OW", end: 512 },
        frames: 1, rows: 16, columns: 16, allocated: 16, stored: 12, shift: 0, signed: false, photometric: "MONOCHROME2",
      },
    },
    frame: { index: 0, position: [0, 0, z], orientation: [1, 0, 0, 0, 1, 0], spacing: [1, 1], slope: 1, intercept: 0, kind: "ORIGINAL\\PRIMARY\\M", apart: {}, ...frame },
  };
}
