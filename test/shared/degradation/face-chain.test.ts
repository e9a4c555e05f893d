import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { JpegRoundTrip } from "../../../shared/degradation/jpeg.js";
import { correlate } from "../../../shared/degradation/face-chain-correlate.js";
import { blindRanges, degradeFace, drawBlind, enlarged, type FaceDegradation } from "../../../shared/degradation/face-chain.js";
import { gaussianKernel, normalizeKernel } from "../../../shared/degradation/kernel.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { edgeIndex } from "../../../shared/tensor/layout.js";
import { channelMoments } from "../../../shared/tensor/loops.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor, type Dims, type Tensor } from "../../../shared/tensor/tensor.js";
import { golden, largestDifference, samples, uniform, type Packed } from "../../golden/golden.js";

interface Golden {
  readonly x: Packed;
  readonly blind: readonly (FaceDegradation & { readonly y: Packed; readonly up: Packed })[];
  readonly jpeg: readonly { readonly quality: number; readonly levels: Packed }[];
}

const data = golden<Golden>("faces");
const side = data.x.shape[1]!;
const x = tensor([1, 3, side, side], Float32Array.from(samples(data.x)));
const random = () => randomStream(1, 2);
const ofSize = (dims: Dims, seed: number) => tensor(dims, uniform(dims[0] * dims[1] * dims[2] * dims[3], seed));
const roundTrip: JpegRoundTrip = async (pixels, { width, height, channels, quality }) => {
  const file = await sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return sharp(file).raw().toBuffer();
};
const none = { sigma: [0.1, 0.1], angle: 0, scale: 1, noise: 0 } as const;

/** The sum written out. */
function plainCorrelation({ data: samplesOf, dims }: Tensor, kernel: { size: number; data: Float64Array }): Float64Array {
  const [n, c, h, w] = dims;
  const half = (kernel.size - 1) / 2;
  return Float64Array.from({ length: n * c * h * w }, (_, at) => {
    const [plane, i, j] = [Math.floor(at / (h * w)) * h * w, Math.floor(at / w) % h, at % w];
    let sum = 0;
    for (let u = 0; u < kernel.size; u++) for (let v = 0; v < kernel.size; v++) sum += kernel.data[u * kernel.size + v]! * samplesOf[plane + edgeIndex(i + u - half, h) * w + edgeIndex(j + v - half, w)]!;
    return sum;
  });
}

describe("correlate", () => {
  const asymmetric = normalizeKernel(uniform(81, 9).map((v) => v ** 4));

  it.each([[[1, 3, 17, 23]], [[2, 1, 5, 40]], [[1, 1, 1, 1]]] as const)("is the plain sum over replicated edges for %j", async (dims) => {
    const image = ofSize(dims, 4);
    expect(largestDifference((await correlate(image, asymmetric)).data, plainCorrelation(image, asymmetric))).toBeLessThan(1e-6);
  });

  it("is the same over several blocks", async () => {
    const image = ofSize([1, 2, 14, 1000], 5);
    expect(largestDifference((await correlate(image, asymmetric)).data, plainCorrelation(image, asymmetric))).toBeLessThan(1e-6);
  });

  it("stops on request", async () => {
    await expect(correlate(x, asymmetric, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});

describe("degradeFace agrees with the training's chain", () => {
  it.each(data.blind)("sigma $sigma scale $scale", async ({ y, up, ...degradation }) => {
    const small = await degradeFace(x, degradation, { random: random() });
    expect(small.dims.slice(1)).toEqual(y.shape);
    expect(largestDifference(small.data, samples(y))).toBeLessThan(2e-6);
    expect(largestDifference(enlarged(small, { height: side, width: side }).data, samples(up))).toBeLessThan(4e-6);
  });

  it.each(data.jpeg)("JPEG of quality $quality", async ({ quality, levels }) => {
    const { data: out } = await degradeFace(x, { ...none, quality }, { random: random(), roundTrip });
    // equal where this was written; another build of the codec may round another way
    const differences = out.map((v, i) => Math.abs(255 * v - samples(levels)[i]!));
    expect(Math.max(...differences)).toBeLessThan(1.01);
    expect(differences.reduce((sum, v) => sum + v, 0) / differences.length).toBeLessThan(0.01);
  });
});

describe("degradeFace", () => {
  it("does the same for the same seed", async () => {
    const degradation = drawBlind(randomStream(5, 1));
    const once = await degradeFace(x, degradation, { random: randomStream(5, 2), roundTrip });
    expect(await degradeFace(x, degradation, { random: randomStream(5, 2), roundTrip })).toEqual(once);
    expect(await degradeFace(x, degradation, { random: randomStream(6, 2), roundTrip })).not.toEqual(once);
  });

  it("adds noise of the deviation asked for, to every channel its own", async () => {
    const gray = tensor([1, 3, 100, 100], new Float32Array(30000).fill(0.5));
    const noisy = await degradeFace(gray, { ...none, noise: 0.06 }, { random: random() });
    const { mean, deviation } = channelMoments(noisy);
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(mean[c]! - 0.5)).toBeLessThan(0.003);
      expect(Math.abs(deviation[c]! / 0.06 - 1)).toBeLessThan(0.03);
    }
    expect(noisy.data.subarray(0, 10)).not.toEqual(noisy.data.subarray(10000, 10010));
  });

  it("scales its lengths with the face", async () => {
    const twice = resize(ofSize([1, 1, 32, 32], 3), { height: 128, width: 96, kernel: "bicubic" });
    const small = await degradeFace(twice, { ...none, sigma: [2, 1], angle: 0.4, scale: 2 }, { random: random(), faceSide: 512 });
    expect(small.dims).toEqual([1, 1, 32, 24]);
    const blurred = await correlate(twice, gaussianKernel({ sigma1: 4, sigma2: 2, angle: 0.4, size: 41 }));
    expect(small).toEqual(resize(blurred, { height: 32, width: 24, kernel: "bilinear" }));
  });

  it("leaves a picture smaller than 8 px at its size", async () => {
    expect((await degradeFace(tensor([1, 1, 5, 90]), { ...none, scale: 16 }, { random: random() })).dims).toEqual([1, 1, 5, 8]);
  });
});

describe("drawBlind", () => {
  const drawn = Array.from({ length: 4000 }, (_, seed) => drawBlind(randomStream(seed, 1)));
  const share = (condition: (d: FaceDegradation) => boolean) => drawn.filter(condition).length / drawn.length;

  it("stays within the ranges and fills them", () => {
    const fill = (values: readonly number[], [low, high]: readonly [number, number]) => {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThanOrEqual(high);
      expect(Math.min(...values) - low).toBeLessThan(0.01 * (high - low));
      expect(high - Math.max(...values)).toBeLessThan(0.01 * (high - low));
    };
    fill(drawn.flatMap(({ sigma }) => sigma), blindRanges.sigma);
    fill(drawn.map(({ scale }) => scale), blindRanges.scale);
    fill(drawn.map(({ noise }) => noise), blindRanges.noise);
    fill(drawn.map(({ quality }) => quality), blindRanges.quality);
    fill(drawn.map(({ angle }) => angle), [0, Math.PI]);
  });

  it("blurs evenly half the time, and shrinks little more often than much", () => {
    expect(Math.abs(share(({ sigma: [a, b] }) => a === b) - 0.5)).toBeLessThan(0.03);
    // below 2: ln(2/0.8)/ln(20) of the logarithmic half, 1.2/15.2 of the uniform half
    expect(Math.abs(share(({ scale }) => scale < 2) - (Math.log(2.5) / Math.log(20) + 1.2 / 15.2) / 2)).toBeLessThan(0.03);
    const mean = (of: (d: Required<FaceDegradation>) => number) => drawn.reduce((sum, d) => sum + of(d), 0) / drawn.length;
    expect(Math.abs(mean(({ noise }) => 255 * noise) - 10)).toBeLessThan(0.4);
    expect(Math.abs(mean(({ quality }) => quality) - 65)).toBeLessThan(1.2);
  });
});
