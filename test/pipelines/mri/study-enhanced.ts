import { copyDataset, put, putItems, textOf } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { uidOf } from "../../../pipelines/mri/dicom/write-uid.js";
import type { Geometry } from "../../../pipelines/mri/volume.js";

export interface EnhancedFrame {
  /** 0-based slice of the geometry. */
  readonly slice: number;
  readonly slope: number;
  readonly intercept: number;
}

type Put = [tag: number, vr: string, ...values: (string | number)[]];

function item(...elements: readonly Put[]): Dataset {
  const dataset: Dataset = new Map();
  for (const [tag, vr, ...values] of elements) put(dataset, tag, vr, ...values);
  return dataset;
}

function code(value: string, scheme: string, meaning: string): Dataset {
  return item([0x00080100, "SH", value], [0x00080102, "SH", scheme], [0x00080104, "LO", meaning]);
}

/**
 * Everything of an Enhanced MR object but the pixels, on top of `header` (PS3.3 A.36.2): the geometry of all slices shared,
 * position and rescale per frame, in the order of `frames`.
 */
export function enhancedDataset(header: Dataset, { geometry, frames, echoTime, bitsStored, phase }: {
  geometry: Geometry; frames: readonly EnhancedFrame[]; echoTime: number; bitsStored: number; phase: boolean;
}): Dataset {
  const dataset = copyDataset(header);
  const imageType = ["ORIGINAL", "PRIMARY", "M", "NONE"];
  const component: Put[] = [[0x00089208, "CS", phase ? "PHASE" : "MAGNITUDE"], [0x00089209, "CS", echoTime > 50 ? "T2" : "T1"]];
  const set = (...elements: readonly Put[]): void => elements.forEach(([tag, vr, ...values]) => put(dataset, tag, vr, ...values));
  set(
    [0x00080008, "CS", ...imageType], [0x0008002a, "DT", "20240102101112.5"], [0x00089205, "CS", "MONOCHROME"], [0x00089206, "CS", "VOLUME"], [0x00089207, "CS", "NONE"], ...component,
    [0x00180087, "DS", 3], [0x00189004, "CS", "RESEARCH"], [0x00189005, "SH", "PLANTED sequence"],
    [0x00189008, "CS", "SPIN"], [0x00189011, "CS", "NO"], [0x00189012, "CS", "NO"], [0x00189014, "CS", "NO"], [0x00189015, "CS", "NO"], [0x00189017, "CS", "NONE"],
    [0x00189018, "CS", "NO"], [0x00189024, "CS", "NO"], [0x00189025, "CS", "NONE"], [0x00189029, "CS", "NONE"], [0x00189032, "CS", "RECTILINEAR"],
    [0x00189033, "CS", "SINGLE"], [0x00189034, "CS", "LINEAR"], [0x00189064, "CS", "1H"], [0x00189073, "FD", 120], [0x00189093, "US", 1], [0x00189100, "CS", "1H"],
    [0x00189174, "CS", "IEC"], [0x00180023, "CS", "2D"],
    [0x00200013, "IS", 1], [0x00280301, "CS", "NO"], [0x00282110, "CS", "00"], [0x20500020, "CS", "IDENTITY"],
    [0x00280008, "IS", frames.length],
  );
  putItems(dataset, 0x00400555);
  const { rowDirection, columnDirection, pixelSpacing, sliceThickness } = geometry;
  const dimension = uidOf(textOf(header, 0x0020000e)!, "dimension");
  putItems(dataset, 0x00209221, item([0x00209164, "UI", dimension]));
  putItems(dataset, 0x00209222,
    item([0x00209164, "UI", dimension], [0x00209165, "AT", 0x00209056], [0x00209167, "AT", 0x00209111]),
    item([0x00209164, "UI", dimension], [0x00209165, "AT", 0x00209057], [0x00209167, "AT", 0x00209111]));

  const group = (outer: Dataset, tag: number, ...elements: readonly Put[]): Dataset => {
    const inner = item(...elements);
    putItems(outer, tag, inner);
    return inner;
  };
  const shared: Dataset = new Map();
  group(shared, 0x00289110, [0x00280030, "DS", ...pixelSpacing], [0x00180050, "DS", sliceThickness ?? 1], ...(geometry.sliceSpacing === undefined ? [] : [[0x00180088, "DS", geometry.sliceSpacing] as Put]));
  group(shared, 0x00209116, [0x00200037, "DS", ...rowDirection, ...columnDirection]);
  const anatomy = group(shared, 0x00209071, [0x00209072, "CS", "U"]);
  putItems(anatomy, 0x00082218, code("T-A0100", "SRT", "Brain"));
  group(shared, 0x00189226, [0x00089007, "CS", ...imageType], [0x00089205, "CS", "MONOCHROME"], [0x00089206, "CS", "VOLUME"], [0x00089207, "CS", "NONE"], ...component);
  const timing = group(shared, 0x00189112, [0x00180080, "DS", 3000], [0x00180091, "IS", 1], [0x00181314, "DS", 90], [0x00189240, "US", 1], [0x00189241, "US", 1], [0x00189180, "CS", "DB_DT"]);
  putItems(timing, 0x00189239, item([0x00189179, "CS", "IEC_WHOLE_BODY"], [0x00189181, "FD", 0.1]));
  putItems(timing, 0x00189176, ...["STATIC FIELD", "RF", "GRADIENT"].map((kind) => item([0x00189177, "CS", kind], [0x00189178, "CS", "IEC_NORMAL"])));
  put(timing, 0x00189182, "FD", 1);
  group(shared, 0x00189125, [0x00181312, "CS", "ROW"], [0x00189058, "US", geometry.rows], [0x00189231, "US", geometry.rows], [0x00189232, "US", 1], [0x00180093, "DS", 100], [0x00180094, "DS", 100]);
  group(shared, 0x00189114, [0x00189082, "FD", echoTime]);
  group(shared, 0x00189115, [0x00189009, "CS", "NO"], [0x00189010, "CS", "NONE"], [0x00189016, "CS", "NONE"], [0x00189021, "CS", "NO"], [0x00189026, "CS", "NONE"],
    [0x00189027, "CS", "NONE"], [0x00189081, "CS", "NO"], [0x00189077, "CS", "NO"]);
  group(shared, 0x00189006, [0x00180095, "DS", 200], [0x00189020, "CS", "NONE"], [0x00189022, "CS", "NO"], [0x00189028, "CS", "NONE"], [0x00189098, "FD", 123.2]);
  group(shared, 0x00189042, [0x00181250, "SH", "HEAD"], [0x00189041, "LO", "PLANTED coil"], [0x00189043, "CS", "VOLUME"], [0x00189044, "CS", "NO"]);
  group(shared, 0x00189049, [0x00181251, "SH", "BODY"], [0x00189050, "LO", "PLANTED coil"], [0x00189051, "CS", "BODY"]);
  group(shared, 0x00189119, [0x00180083, "DS", 1]);
  putItems(dataset, 0x52009229, shared);

  putItems(dataset, 0x52009230, ...frames.map(({ slice, slope, intercept }, index) => {
    const frame: Dataset = new Map();
    group(frame, 0x00209111, [0x00189074, "DT", "20240102101112.5"], [0x00189151, "DT", "20240102101112.5"], [0x00189220, "FD", 1000],
      [0x00209056, "SH", "1"], [0x00209057, "UL", slice + 1], [0x00209157, "UL", 1, slice + 1]);
    group(frame, 0x00209113, [0x00200032, "DS", ...geometry.positions[slice]!]);
    group(frame, 0x00289145, [0x00281052, "DS", intercept], [0x00281053, "DS", slope], [0x00281054, "LO", "US"]);
    group(frame, 0x00289132, [0x00281050, "DS", 500 + index], [0x00281051, "DS", 2 ** bitsStored / 4]);
    return frame;
  }));
  return dataset;
}
