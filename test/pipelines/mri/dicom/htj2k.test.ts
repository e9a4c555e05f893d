import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../../pipelines/mri/dicom/scan.js";
import { encodeFrame } from "../../../../pipelines/mri/dicom/write-codecs.js";
import { makeSeries } from "../make-study.js";
import { scratch } from "./scratch.js";

const folder = scratch();
const [rows, columns] = [40, 48];
/** Of 12 bits: what openjph-0.9.j2c holds, `ojph_compress -reversible true -num_decomps 3` of Debian's openjph-tools. */
const image = Uint16Array.from({ length: rows * columns }, (_, at) => {
  const [i, j] = [Math.floor(at / columns), at % columns];
  return (i * i * 7 + j * 31 + Math.floor((i * j) / 3) + ((i - 20) ** 2 + (j - 24) ** 2 < 150 ? 1800 : 0)) % 4096;
});
const gdal = spawnSync("gdal_translate", ["--version"]).status === 0;

describe("HTJ2K", () => {
  it("of another encoder is decoded bit-exact", async () => {
    const frame = await readFile(join(import.meta.dirname, "openjph-0.9.j2c"));
    const place = await folder();
    await makeSeries(place, { slices: 1, rows, columns, transferSyntax: "htj2k", edit: (dataset) => dataset.set(0x7fe00010, { vr: "OB", value: { frames: [frame] } }) });
    const { data } = await (await scanStudy(place)).stacks[0]!.read();
    expect([...data]).toEqual([...image]);
  });

  it.runIf(gdal)("as it is written is decoded bit-exact by OpenJPEG (of GDAL)", async () => {
    const place = await folder();
    const encoded = await encodeFrame(new Uint8Array(image.buffer), { rows, columns, bitsAllocated: 16, bitsStored: 12, signed: false }, "htj2k");
    await writeFile(join(place, "frame.j2c"), encoded);
    expect(spawnSync("gdal_translate", ["-q", "-of", "ENVI", join(place, "frame.j2c"), join(place, "frame.raw")]).status).toBe(0);
    const raw = await readFile(join(place, "frame.raw"));
    expect([...new Uint16Array(raw.buffer, raw.byteOffset, rows * columns)]).toEqual([...image]);
  });
});
