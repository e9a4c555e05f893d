/**
 * Makes examples/study: a synthetic T1-weighted head of 8 slices of 128 x 128 with 6 % of Rician noise, and a localizer, as DICOM. Nobody's data.
 *
 *   npx tsx examples/make-study.ts [--output FOLDER]
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { put, type Dataset } from "../pipelines/mri/dicom/write-dataset.js";
import { makeStudy } from "../test/pipelines/mri/make-study.js";

const { values } = parseArgs({ options: { output: { type: "string", default: join(import.meta.dirname, "study") } } });

/** The generator plants names for the tests to grep; an example needs none. */
function edit(dataset: Dataset): void {
  for (const tag of [0x00290010, 0x00291001, 0x00291003, 0x00104000]) dataset.delete(tag);
  put(dataset, 0x00080090, "PN", "");
  put(dataset, 0x0008103e, "LO", "Generated");
  put(dataset, 0x00100010, "PN", "EXAMPLE^HEAD");
  put(dataset, 0x00100020, "LO", "EXAMPLE");
  put(dataset, 0x00080050, "SH", "EXAMPLE");
  put(dataset, 0x00081030, "LO", "Generated head");
  for (const [tag, text] of [[0x00080070, "domain-sr"], [0x00080080, "domain-sr"], [0x00081090, "Phantom"], [0x00181000, "1"], [0x00181020, "1.0"]] as const) put(dataset, tag, "LO", text);
}

await makeStudy(values.output, {
  seed: 11,
  series: [
    { number: 1, kind: "localizer", slices: 3, edit },
    { number: 2, contrast: "t1", slices: 8, rows: 128, columns: 128, noise: 0.06, edit },
  ],
});
