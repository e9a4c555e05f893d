import { createRequire } from "node:module";
import { encodeRle } from "./write-rle.js";

/** How one frame's cells lie in memory: little-endian, one sample a pixel. */
export interface FrameFormat {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly signed: boolean;
}

export type FrameCodec = "rle" | "jpeg-ls" | "jpeg-2000" | "htj2k";

interface Encoder {
  getDecodedBuffer(info: { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned: boolean; isUsingColorTransform: boolean }): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  setNearLossless?(error: number): void;
  setQuality?(reversible: boolean, step: number): void;
  setDecompositions?(levels: number): void;
  encode(): void;
  delete(): void;
}

const packages = {
  "jpeg-ls": { name: "@cornerstonejs/codec-charls", encoder: "JpegLSEncoder" },
  "jpeg-2000": { name: "@cornerstonejs/codec-openjpeg", encoder: "J2KEncoder" },
  "htj2k": { name: "@cornerstonejs/codec-openjph", encoder: "HTJ2KEncoder" },
} as const;

const load = createRequire(import.meta.url);
const modules = new Map<string, Promise<Record<string, new () => Encoder>>>();

/** One frame, compressed without loss. `cells` holds rows x columns little-endian samples of bitsAllocated. */
export async function encodeFrame(cells: Uint8Array, format: FrameFormat, codec: FrameCodec): Promise<Uint8Array> {
  const { rows, columns, bitsAllocated, bitsStored, signed } = format;
  if (codec === "rle") return encodeRle(cells, columns, bitsAllocated);
  const { name, encoder: className } = packages[codec];
  let module = modules.get(name);
  if (module === undefined) {
    // The packages are CommonJS without types; each exports a function that starts its WebAssembly.
    module = (load(name) as (options: object) => Promise<Record<string, new () => Encoder>>)({ print: () => {}, printErr: () => {} });
    modules.set(name, module);
  }
  const encoder = new (await module)[className]!();
  try {
    const info = { width: columns, height: rows, bitsPerSample: bitsStored, componentCount: 1, isSigned: signed, isUsingColorTransform: false };
    // JPEG-LS knows no sign: the stored bits alone, as an unsigned number (PS3.5 8.2.3).
    encoder.getDecodedBuffer(info).set(codec === "jpeg-ls" ? storedBits(cells, format) : cells);
    encoder.setNearLossless?.(0);
    encoder.setQuality?.(true, 0);
    encoder.setDecompositions?.(Math.min(5, Math.floor(Math.log2(Math.min(rows, columns)))));
    encoder.encode();
    return Uint8Array.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

function storedBits(cells: Uint8Array, { bitsAllocated, bitsStored }: FrameFormat): Uint8Array {
  if (bitsStored === bitsAllocated) return cells;
  const out = cells.slice();
  const mask = 2 ** bitsStored - 1;
  const bytes = bitsAllocated / 8;
  for (let i = 0; i < out.length; i++) out[i]! &= mask >>> (8 * (i % bytes));
  return out;
}
