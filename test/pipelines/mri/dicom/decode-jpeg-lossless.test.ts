import { describe, expect, it } from "vitest";
import { decodeJpegLossless } from "../../../../pipelines/mri/dicom/decode-jpeg-lossless.js";
import { randomStream } from "../../../../shared/degradation/random.js";

interface Coding {
  readonly selection: number;
  readonly precision?: number;
  /** Low bits that are dropped (point transform). */
  readonly transform?: number;
  /** Rows between restart markers. */
  readonly restartRows?: number;
}

/** T.81 annex H with a Huffman table of all 17 categories, written from the standard; a few have codes of more than 8 bits. */
function encode(samples: readonly number[], rows: number, columns: number, { selection, precision = 12, transform = 0, restartRows = 0 }: Coding): Buffer {
  const lengths = [2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 14];
  const codes: { code: number; length: number }[] = [];
  let code = 0;
  for (const [i, length] of lengths.entries()) {
    if (i > 0) code = (code + 1) << (length - lengths[i - 1]!);
    codes.push({ code, length });
  }
  const counts = Array.from({ length: 16 }, (_, i) => lengths.filter((length) => length === i + 1).length);
  const word = (value: number): number[] => [value >> 8, value & 255];
  const out = [0xff, 0xd8, 0xff, 0xc4, ...word(36), 0, ...counts, ...lengths.keys(), 0xff, 0xc3, ...word(11), precision, ...word(rows), ...word(columns), 1, 1, 0x11, 0];
  if (restartRows > 0) out.push(0xff, 0xdd, ...word(4), ...word(restartRows * columns));
  out.push(0xff, 0xda, ...word(8), 1, 1, 0, selection, 0, transform);
  let pending = "";
  const flush = (all: boolean): void => {
    if (all) pending = pending.padEnd(Math.ceil(pending.length / 8) * 8, "1");
    for (; pending.length >= 8; pending = pending.slice(8)) {
      const byte = parseInt(pending.slice(0, 8), 2);
      out.push(byte, ...(byte === 0xff ? [0] : []));
    }
  };
  const kept = samples.map((sample) => sample >> transform);
  for (let row = 0; row < rows; row += 1) {
    const begins = restartRows > 0 && row % restartRows === 0;
    if (begins && row > 0) {
      flush(true);
      out.push(0xff, 0xd0 + ((row / restartRows - 1) & 7));
    }
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const [a, b, c] = [kept[at - 1]!, kept[at - columns]!, kept[at - columns - 1]!];
      const first = row === 0 || begins;
      const formulas = [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1];
      const prediction = first ? (column === 0 ? 2 ** (precision - transform - 1) : a) : column === 0 ? b : formulas[selection]!;
      const modulo = (kept[at]! - prediction) & 0xffff;
      const difference = modulo > 32768 ? modulo - 65536 : modulo;
      const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      const { code: bits, length } = codes[category]!;
      pending += bits.toString(2).padStart(length, "0");
      if (category > 0 && category < 16) pending += (difference < 0 ? difference + 2 ** category - 1 : difference).toString(2).padStart(category, "0");
      flush(false);
    }
  }
  flush(true);
  return Buffer.from([...out, 0xff, 0xd9]);
}

function noise(count: number, bits: number): number[] {
  const { uniform } = randomStream(5, 0);
  // long runs and jumps over the whole range: every category, 32768 among them
  return Array.from({ length: count }, (_, i) => (i % 5 === 0 ? (i % 10 === 0 ? 0 : 2 ** (bits - 1)) : Math.floor(uniform() * 2 ** bits)));
}

describe("JPEG lossless", () => {
  it.each([1, 2, 3, 4, 5, 6, 7])("selection value %i", (selection) => {
    for (const precision of [8, 12, 16]) {
      const samples = noise(15 * 9, precision);
      expect([...decodeJpegLossless(encode(samples, 15, 9, { selection, precision }))]).toEqual(samples);
    }
  });

  it("restart intervals", () => {
    const samples = noise(20 * 7, 12);
    for (const selection of [1, 4, 7]) expect([...decodeJpegLossless(encode(samples, 20, 7, { selection, restartRows: 2 }))]).toEqual(samples);
  });

  it("point transform", () => {
    const samples = noise(12 * 12, 12).map((sample) => sample & ~3);
    expect([...decodeJpegLossless(encode(samples, 12, 12, { selection: 6, transform: 2 }))]).toEqual(samples);
  });

  it("a stream cut anywhere is an error, never pixels", () => {
    const bytes = encode(noise(16 * 16, 12), 16, 16, { selection: 1 });
    for (let length = 2; length < bytes.length - 3; length += 1) expect(() => decodeJpegLossless(bytes.subarray(0, length))).toThrow(/damaged|truncated/);
  });

  it("a code that is in no table is an error", () => {
    const bytes = encode(noise(16 * 16, 12), 16, 16, { selection: 1 });
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda])) + 10;
    for (let at = scan; at < bytes.length - 2; at += 2) bytes[at] = 0xff; // and a stuffed zero between them
    for (let at = scan + 1; at < bytes.length - 2; at += 2) bytes[at] = 0;
    bytes.fill(0xfe, scan, scan + 8);
    expect(() => decodeJpegLossless(bytes)).toThrow(/damaged|truncated/);
  });
});
