import { put, putItems } from "../../../pipelines/mri/dicom/write-dataset.js";
import type { Dataset } from "../../../pipelines/mri/dicom/write-dataset.js";
import { uidOf } from "../../../pipelines/mri/dicom/write-uid.js";

/** Free text of every fixture starts with this word, so that a test can look for it where it must not be. */
export const planted = "PLANTED";

export const sopClasses = {
  mr: "1.2.840.10008.5.1.4.1.1.4",
  enhancedMr: "1.2.840.10008.5.1.4.1.1.4.1",
  secondaryCapture: "1.2.840.10008.5.1.4.1.1.7",
  ct: "1.2.840.10008.5.1.4.1.1.2",
} as const;

export interface SeriesHeader {
  readonly seed: number;
  readonly number: number;
  readonly sopClass: string;
  readonly modality: string;
  readonly description: string;
  readonly utf8: boolean;
}

/** Patient, study, series and equipment, as a scanner of no make would write them. The patient's name has a letter beyond ASCII. */
export function seriesHeader({ seed, number, sopClass, modality, description, utf8 }: SeriesHeader): Dataset {
  const study = uidOf("fixture", String(seed));
  const dataset: Dataset = new Map();
  const text = (tag: number, vr: string, value: string): void => {
    const bytes = Buffer.from(value, utf8 ? "utf8" : "latin1");
    dataset.set(tag, { vr, value: bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(" ")]) });
  };
  put(dataset, 0x00080005, "CS", utf8 ? "ISO_IR 192" : "ISO_IR 100");
  put(dataset, 0x00080016, "UI", sopClass);
  for (const tag of [0x00080020, 0x00080021, 0x00080022, 0x00080023]) put(dataset, tag, "DA", "20240102");
  for (const tag of [0x00080030, 0x00080031, 0x00080032, 0x00080033]) put(dataset, tag, "TM", "101112.5");
  put(dataset, 0x00080050, "SH", "PLANTED-ACC");
  put(dataset, 0x00080060, "CS", modality);
  text(0x00080070, "LO", "PLANTED MAKER");
  text(0x00080080, "LO", "PLANTED Hôpital");
  text(0x00080090, "PN", "PLANTED^DOCTOR");
  text(0x00081030, "LO", "PLANTED study of a generated head");
  text(0x0008103e, "LO", description);
  text(0x00081090, "LO", "PLANTED MODEL");
  text(0x00100010, "PN", "PLANTED^NAMÉ");
  put(dataset, 0x00100020, "LO", "PLANTED-ID");
  put(dataset, 0x00100030, "DA", "19700301");
  put(dataset, 0x00100040, "CS", "O");
  put(dataset, 0x00101010, "AS", "053Y");
  text(0x00104000, "LT", "PLANTED comment");
  put(dataset, 0x00180015, "CS", "BRAIN");
  put(dataset, 0x00181000, "LO", "PLANTED-SERIAL");
  put(dataset, 0x00181020, "LO", "PLANTED 1.0");
  put(dataset, 0x00185100, "CS", "HFS");
  put(dataset, 0x0020000d, "UI", study);
  put(dataset, 0x0020000e, "UI", uidOf(study, String(number)));
  put(dataset, 0x00200010, "SH", "1");
  put(dataset, 0x00200011, "IS", number);
  put(dataset, 0x00200052, "UI", uidOf(study, "frame"));
  put(dataset, 0x00201040, "LO");
  // A private block that describes the patient and the pixels, with a sequence in it.
  put(dataset, 0x00290010, "LO", "PLANTED PRIVATE 1");
  put(dataset, 0x00291001, "LO", "PLANTED private value");
  const inner: Dataset = new Map();
  put(inner, 0x00290010, "LO", "PLANTED PRIVATE 1");
  put(inner, 0x00291002, "DS", 64, 0.5);
  putItems(dataset, 0x00291003, inner);
  return dataset;
}
