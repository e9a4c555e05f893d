import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RestorationError } from "../../../shared/errors.js";
import { provenanceOf, readProvenance } from "../../../pipelines/faces/provenance.js";
import { readPhoto } from "../../../pipelines/faces/read-photo.js";
import { writePhoto } from "../../../pipelines/faces/write-photo.js";
import { displayP3, encode, exifBlock, extension, formats, picture, temporaryFolder } from "./photo-files.js";

const { folder, save } = await temporaryFolder();
const [width, height] = [40, 30];

/** xorshift32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A file with everything that we parse ourselves: ICC, EXIF, XMP. */
async function whole(format: (typeof formats)[number]): Promise<Buffer> {
  const photo = await readPhoto(await save(`plain-${format}.webp`, await encode(picture(width, height, 3), "webp")));
  const path = join(folder, `whole-${format}${extension[format]}`);
  const exif = exifBlock({ little: format !== "tiff", orientation: 1 });
  await writePhoto({ ...photo, source: { ...photo.source, exif, icc: await displayP3(), density: 300 } }, path, {
    overwrite: true, provenance: provenanceOf({ method: "difface", models: [], seed: 1, options: {}, faces: [], inputSha256: "ab".repeat(32) }),
  });
  return readFile(path);
}

/** Reads, writes again where that went well; anything but a RestorationError is a crash. */
async function attempt(name: string, bytes: Uint8Array): Promise<{ readonly width: number; readonly height: number; readonly count: number } | undefined> {
  const path = await save(name, bytes);
  try {
    const photo = await readPhoto(path, { maxPixels: 1e6 });
    await writePhoto(photo, join(folder, "again.png"), { overwrite: true });
    return { width: photo.width, height: photo.height, count: photo.data.length };
  } catch (error) {
    if (!(error instanceof RestorationError)) throw new Error(`${name}: ${(error as Error).stack}`, { cause: error });
    expect(error.message).toMatch(/: expected .*; |not enough memory/);
    return undefined;
  } finally {
    await readProvenance(path).catch((error: unknown) => expect(error).toBeInstanceOf(RestorationError));
  }
}

describe("damaged files", () => {
  for (const format of formats) {
    it(`${format}, cut off anywhere, is refused or has lost nothing of its picture`, async () => {
      const bytes = await whole(format);
      const intact = await readPhoto(await save(`intact${extension[format]}`, bytes));
      let refused = 0;
      for (let i = 0; i < 40; i++) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * i) / 40));
        if ((await attempt(`cut${extension[format]}`, cut)) === undefined) refused++;
        else expect((await readPhoto(join(folder, `cut${extension[format]}`))).data).toEqual(intact.data);
      }
      expect(refused).toBeGreaterThan(format === "webp" ? 10 : 20);
    });

    it(`${format}, bytes flipped, never crashes nor changes its size silently`, async () => {
      const bytes = await whole(format);
      const intact = await readPhoto(await save(`intact${extension[format]}`, bytes));
      const random = randomOf(0x9e3779b9 + bytes.length);
      let read = 0;
      for (let i = 0; i < 60; i++) {
        const copy = Buffer.from(bytes);
        // Half of the flips into the first bytes, where the structure is.
        const range = i % 2 === 0 ? Math.min(copy.length, 700) : copy.length;
        for (let k = 0; k <= i % 3; k++) copy[Math.floor(random() * range)]! ^= 1 << Math.floor(random() * 8);
        const result = await attempt(`flip${extension[format]}`, copy);
        if (result === undefined) continue;
        read++;
        expect(result, `flips ${i}`).toEqual({ width, height, count: 3 * width * height });
        // Alone among the formats PNG has a checksum for every byte.
        if (format === "png") expect((await readPhoto(join(folder, "flip.png"))).data).toEqual(intact.data);
      }
      expect(read).toBeGreaterThan(0);
    });
  }
});
