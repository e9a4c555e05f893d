import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { addNeighbours, joinBytePlanes, splitBytePlanes, subtractNeighbours } from "./codecs-predictor.js";
import type { CogLayout } from "./cog-layout.js";
import { isFloat, sampleBytes, sampleRange } from "./raster.js";
import type { SampleType } from "./raster.js";
import { samplesOver } from "./read-blocks.js";

/** One block between numbers with validity and the bytes in the file: DEFLATE of predicted, interleaved samples. */

const deflateAsync = promisify(deflate);
const inflateAsync = promisify(inflate);
const level = 6;

export interface StoredBlock {
  /** Empty where nothing in the block was measured and it need not be written. */
  readonly image: Uint8Array;
  /** One bit per pixel; empty where the file has no mask or the block is sparse. */
  readonly mask: Uint8Array;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly (Float64Array | Float32Array)[];
  readonly valid: readonly Uint8Array[];
}

/** Rounds and clamps to the sample type; what was not measured becomes the fill, what was measured never becomes nodata. */
export async function encodeBlock(layout: CogLayout, pixels: Pixels): Promise<StoredBlock> {
  const { blockSize, type, bands, hasMask, fill, missing } = layout;
  const { width, height } = pixels;
  const samples = bands.length;
  const bytes = new Uint8Array(blockSize * blockSize * samples * sampleBytes[type]);
  const values = samplesOver(type, bytes);
  const flags = new Uint8Array(blockSize * blockSize);
  const partial = width < blockSize || height < blockSize;
  if (partial) values.fill(fill);
  let measured = false;
  bands.forEach((interpretation, band) => {
    const alpha = interpretation === "alpha";
    const put = quantizer(type, alpha ? undefined : layout.nodata);
    const empty = alpha ? 0 : fill;
    const from = pixels.bands[band]!;
    const valid = pixels.valid[band]!;
    for (let r = 0, at = 0; r < height; r++) {
      for (let c = 0, pixel = r * blockSize; c < width; c++, at++, pixel++) {
        const value = from[at]!;
        const known = valid[at] !== 0 && value === value;
        values[pixel * samples + band] = known ? put(value) : empty;
        if (known && !alpha) flags[pixel] = 1;
        if (known && (!alpha || value !== 0)) measured = true;
      }
    }
    if (partial && alpha) zeroOutside(values, { width, height, blockSize, samples, band });
  });
  if (!measured && (layout.bands.includes("alpha") || Object.is(fill, missing))) return { image: new Uint8Array(0), mask: new Uint8Array(0) };
  const shape = { columns: blockSize, rows: blockSize, stride: samples, bytes: sampleBytes[type] };
  if (isFloat(type)) splitBytePlanes(bytes, shape);
  else subtractNeighbours(bytes, shape);
  const [image, mask] = await Promise.all([deflateAsync(bytes, { level }), hasMask ? deflateAsync(packBits(flags), { level }) : new Uint8Array(0)]);
  return { image, mask };
}

function zeroOutside(
  values: { [index: number]: number },
  { width, height, blockSize, samples, band }: { width: number; height: number; blockSize: number; samples: number; band: number },
): void {
  for (let r = 0; r < blockSize; r++) {
    for (let c = r < height ? width : 0; c < blockSize; c++) values[(r * blockSize + c) * samples + band] = 0;
  }
}

/** To the nearest value of the type; one that would read as nodata moves to its neighbour. */
function quantizer(type: SampleType, nodata: number | undefined): (value: number) => number {
  const [low, high] = sampleRange[type];
  const taken = nodata !== undefined && Number.isFinite(nodata) ? nodata : NaN;
  if (type === "float64") {
    const beside = taken === 0 ? Number.MIN_VALUE : taken * (1 + (taken >= high ? -1 : 1) * 2 ** -52);
    return (value) => (value === taken ? beside : value < low ? low : value > high ? high : value);
  }
  if (type === "float32") {
    const beside = taken === 0 ? 2 ** -149 : Math.fround(taken * (1 + (taken >= high ? -1 : 1) * 2 ** -23));
    return (value) => {
      const near = Math.fround(value < low ? low : value > high ? high : value);
      return near === taken ? beside : near;
    };
  }
  const beside = taken < high ? taken + 1 : taken - 1;
  return (value) => {
    const near = value < low ? low : value > high ? high : Math.round(value);
    return near === taken ? beside : near;
  };
}

/** The inverse of encodeBlock, always blockSize x blockSize. */
export async function decodeBlock(layout: CogLayout, { image, mask }: StoredBlock): Promise<Pixels> {
  const { blockSize, type, bands, hasMask, nodata } = layout;
  const size = blockSize * blockSize;
  const samples = bands.length;
  if (image.length === 0) {
    return {
      width: blockSize, height: blockSize,
      bands: bands.map((interpretation) => new Float64Array(size).fill(interpretation === "alpha" ? 0 : layout.fill)),
      valid: bands.map((interpretation) => new Uint8Array(size).fill(interpretation === "alpha" ? 1 : 0)),
    };
  }
  const bytes = new Uint8Array(await inflateAsync(image));
  const shape = { columns: blockSize, rows: blockSize, stride: samples, bytes: sampleBytes[type] };
  if (isFloat(type)) joinBytePlanes(bytes, shape);
  else addNeighbours(bytes, shape);
  const values = samplesOver(type, bytes);
  const packed = hasMask ? await inflateAsync(mask) : undefined;
  const alpha = bands.indexOf("alpha");
  const numbers = bands.map((_, band) => {
    const out = new Float64Array(size);
    for (let i = 0; i < size; i++) out[i] = values[i * samples + band]!;
    return out;
  });
  const valid = bands.map((interpretation, band) => {
    const flags = new Uint8Array(size).fill(1);
    if (interpretation === "alpha") return flags;
    const own = numbers[band]!;
    const opacity = alpha < 0 ? undefined : numbers[alpha]!;
    for (let i = 0; i < size; i++) {
      if (own[i] === nodata || own[i] !== own[i]) flags[i] = 0;
      else if (opacity !== undefined && opacity[i] === 0) flags[i] = 0;
      else if (packed !== undefined && ((packed[i >> 3]! >> (7 - (i & 7))) & 1) === 0) flags[i] = 0;
    }
    return flags;
  });
  return { width: blockSize, height: blockSize, bands: numbers, valid };
}

function packBits(flags: Uint8Array): Uint8Array {
  const packed = new Uint8Array(flags.length / 8);
  for (let i = 0; i < flags.length; i++) packed[i >> 3] = packed[i >> 3]! | (flags[i]! << (7 - (i & 7)));
  return packed;
}
