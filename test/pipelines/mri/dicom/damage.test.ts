import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { scanStudy } from "../../../../pipelines/mri/dicom/scan.js";
import { put } from "../../../../pipelines/mri/dicom/write-dataset.js";
import { RestorationError } from "../../../../shared/errors.js";
import { randomStream } from "../../../../shared/degradation/random.js";
import { makeSeries } from "../make-study.js";
import type { SeriesSpec } from "../make-study.js";
import { scratch } from "./scratch.js";

const folder = scratch();
const one = { slices: 1, rows: 16, columns: 16 } as const;

/** Scans and decodes a file of these bytes: what was read, or why not. Anything but a RestorationError is a failure of the test. */
async function outcome(bytes: Uint8Array): Promise<{ data?: number[]; refused?: string }> {
  const study = await folder();
  await writeFile(join(study, "x"), bytes);
  const { stacks, leftOut } = await scanStudy(study);
  if (stacks.length === 0) return { refused: leftOut.map(({ reason }) => reason).join() };
  try {
    return { data: [...(await stacks[0]!.read()).data] };
  } catch (error) {
    if (!(error instanceof RestorationError)) throw error;
    return { refused: error.message };
  }
}

describe("damaged files", () => {
  it.each<[string, SeriesSpec]>([
    ["explicit", { transferSyntax: "explicit" }], ["implicit", { transferSyntax: "implicit" }], ["deflated", { transferSyntax: "deflated" }], ["gzip", { gzip: true }],
    ["rle", { transferSyntax: "rle" }], ["jpeg-lossless", { transferSyntax: "jpeg-lossless" }], ["jpeg-ls", { transferSyntax: "jpeg-ls" }],
    ["jpeg-2000", { transferSyntax: "jpeg-2000" }], ["htj2k", { transferSyntax: "htj2k" }], ["enhanced", { object: "enhanced", slices: 2 }],
  ])("cut anywhere, %s is refused with a reason", async (_, spec) => {
    const { files, stored } = await makeSeries(await folder(), { ...one, ...spec });
    const bytes = await readFile(files[0]!);
    for (let part = 0; part < 12; part += 1) {
      const cut = Math.floor((bytes.length * (part + 0.5)) / 12);
      const { data, refused } = await outcome(bytes.subarray(0, cut));
      expect(data, `cut at ${cut} of ${bytes.length}`).toBeUndefined();
      expect(refused).not.toBe("");
    }
    expect((await outcome(bytes)).data).toEqual([...stored]);
  });

  it.each(["explicit", "big-endian", "rle", "jpeg-2000"] as const)("altered anywhere, %s is read or refused", async (transferSyntax) => {
    const { files } = await makeSeries(await folder(), { ...one, transferSyntax });
    const bytes = await readFile(files[0]!);
    let refusals = 0;
    for (let n = 0; n < 40; n += 1) {
      const { uniform } = randomStream(n, 0);
      const altered = Buffer.from(bytes);
      for (let k = 0; k < 12; k += 1) altered[132 + Math.floor(uniform() * (bytes.length - 132))] = Math.floor(uniform() * 256);
      if ((await outcome(altered)).refused !== undefined) refusals += 1;
    }
    expect(refusals).toBeGreaterThan(0);
  });

  it("refuses sizes that would need more memory than the file can fill", async () => {
    const huge = await makeSeries(await folder(), { ...one, transferSyntax: "jpeg-2000", edit: (dataset) => (put(dataset, 0x00280010, "US", 8000), put(dataset, 0x00280011, "US", 8000)) });
    expect((await outcome(await readFile(huge.files[0]!))).refused).toMatch(/codestream of 16x16, 1 components of 12 bits for pixels of 8000x8000/);
    const frames = await makeSeries(await folder(), { ...one, object: "enhanced", edit: (dataset) => put(dataset, 0x00280008, "IS", 2_000_000_000) });
    expect((await outcome(await readFile(frames.files[0]!))).refused).toMatch(/number of frames/);
  });

  it("refuses a gzip stream that holds no DICOM and one that is broken", async () => {
    expect((await outcome(gzipSync(Buffer.alloc(100_000)))).refused).toBe("not DICOM");
    expect((await outcome(Buffer.concat([gzipSync("x").subarray(0, 12), Buffer.from("junk")]))).refused).toBe("a damaged compressed stream");
  });
});

describe("odd headers", () => {
  it("reads pixels behind megabytes of other elements", async () => {
    const { files, stored } = await makeSeries(await folder(), { ...one, edit: (dataset) => dataset.set(0x00291010, { vr: "OB", value: new Uint8Array(2_600_000) }) });
    expect((await outcome(await readFile(files[0]!))).data).toEqual([...stored]);
  });

  it("is not misled by the pixels of an icon", async () => {
    const icon = new Map([[0x7fe00010, { vr: "OW", value: new Uint8Array(64) }]]);
    const { files, stored } = await makeSeries(await folder(), { ...one, edit: (dataset) => dataset.set(0x00880200, { vr: "SQ", value: { items: [icon] } }) });
    expect((await outcome(await readFile(files[0]!))).data).toEqual([...stored]);
  });

  it("reads a data set without preamble and file meta information", async () => {
    for (const transferSyntax of ["explicit", "implicit"] as const) {
      const { files, stored } = await makeSeries(await folder(), { ...one, transferSyntax });
      const bytes = await readFile(files[0]!);
      const metaLength = bytes.readUInt32LE(140);
      expect((await outcome(bytes.subarray(144 + metaLength))).data).toEqual([...stored]);
    }
  });

  it("says that a transfer syntax has no decoder, and that one is missing", async () => {
    const { files } = await makeSeries(await folder(), { ...one, transferSyntax: "htj2k" });
    const swap = async (uid: string) => (await outcome(Buffer.from((await readFile(files[0]!)).toString("latin1").replace("1.2.840.10008.1.2.4.201", uid), "latin1"))).refused;
    expect(await swap("1.2.840.10008.1.2.4.110")).toBe("no decoder for JPEG XL (1.2.840.10008.1.2.4.110)");
    expect(await swap("1.2.840.10008.1.2.4.999")).toBe("no decoder for transfer syntax 1.2.840.10008.1.2.4.999");
    expect(await swap("1.2.999.10008.1.2.4.999")).toBe("no decoder for a private transfer syntax");
    expect(await swap("\0".repeat(23))).toBe("no transfer syntax in its file meta information");
  });

  it("a folder of nothing is a study of nothing", async () => {
    const study = await folder();
    await mkdir(join(study, "empty"));
    expect(await scanStudy(study)).toEqual({ stacks: [], leftOut: [] });
  });
});
