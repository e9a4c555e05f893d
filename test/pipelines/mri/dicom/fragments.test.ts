import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../../../../pipelines/mri/dicom/byte-source.js";
import { frameRanges } from "../../../../pipelines/mri/dicom/fragments.js";
import { sliceAt } from "./slices.js";

const item = (bytes: Buffer, tag = 0xe000fffe): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(tag, 0);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
};
const end = item(Buffer.alloc(0), 0xe0ddfffe);
const table = (...offsets: number[]): Buffer => item(Buffer.from(new Uint32Array(offsets).buffer));
const start = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(text)]);

/** The text of each frame. */
async function frames(count: number, parts: readonly Buffer[], extended?: { offsets: number[]; lengths: number[] }): Promise<string[]> {
  const before = Buffer.from("header");
  const bytes = Buffer.concat([before, ...parts]);
  const cells = {
    ...sliceAt(0).image.cells, frames: count, element: { offset: before.length, length: undefined, vr: "OB", end: bytes.length }, ...(extended && { extendedOffsets: extended }),
  };
  const ranges = await frameRanges(bytesInMemory(bytes), cells);
  return ranges.map((list) => list.map(({ offset, length }) => bytes.toString("latin1", offset, offset + length).replace("\u00ff\u00d8\u00ff", "")).join("+"));
}

const four = ["a1", "a2", "b1", "b2"].map((text) => Buffer.from(text));

describe("fragments of encapsulated pixels", () => {
  it("one frame is all fragments", async () => {
    expect(await frames(1, [table(), ...four.map((part) => item(part)), end])).toEqual(["a1+a2+b1+b2"]);
  });

  it("the basic offset table divides them", async () => {
    expect(await frames(2, [table(0, 20), ...four.map((part) => item(part)), end])).toEqual(["a1+a2", "b1+b2"]);
  });

  it("so does the extended one", async () => {
    expect(await frames(2, [table(), ...four.map((part) => item(part)), end], { offsets: [0, 10], lengths: [2, 22] })).toEqual(["a1", "a2+b1+b2"]);
  });

  it("without a table, as many fragments as frames are one each", async () => {
    expect(await frames(4, [table(), ...four.map((part) => item(part)), end])).toEqual(["a1", "a2", "b1", "b2"]);
  });

  it("without a table, codestreams begin frames", async () => {
    expect(await frames(2, [table(), item(start("a")), item(four[1]!), item(four[2]!), item(start("b")), end])).toEqual(["a+a2+b1", "b"]);
  });

  it("the delimiter at the end may be missing", async () => {
    expect(await frames(2, [table(), item(four[0]!), item(four[1]!)])).toEqual(["a1", "a2"]);
  });

  it.each<[string, number, Buffer[], RegExp]>([
    ["a table that points elsewhere", 2, [table(0, 7), ...four.map((part) => item(part)), end], /table of offsets that does not fit/],
    ["a table that runs backwards", 2, [table(20, 0), ...four.map((part) => item(part)), end], /does not fit/],
    ["fewer fragments than frames", 5, [table(), ...four.map((part) => item(part)), end], /4 fragments of pixels for 5 frames/],
    ["frames that cannot be told apart", 3, [table(), ...four.map((part) => item(part)), end], /no table of their offsets/],
    ["a fragment cut off", 1, [table(), item(four[0]!), item(four[1]!).subarray(0, 9)], /truncated in fragment 2/],
    ["no fragment", 1, [table(), end], /no fragment/],
    ["bytes that are no items", 1, [table(), item(four[0]!, 0x12345678)], /damaged fragments/],
    ["no table", 1, [Buffer.alloc(20)], /damaged fragments/],
    ["a table longer than the file", 1, [table(1, 2, 3).subarray(0, 12)], /truncated in the table/],
  ])("refuses %s", async (_, count, parts, message) => {
    await expect(frames(count, parts)).rejects.toThrow(message);
  });
});
