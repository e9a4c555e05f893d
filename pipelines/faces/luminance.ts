import { tensor, type Tensor } from "../../shared/tensor/tensor.js";

/** Weights of ITU-R BT.601. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/** [1, 3, h, w] to [1, 1, h, w], in the same range, in `array` where it is given. */
export function luminance({ data, dims: [n, c, height, width] }: Tensor, array?: Float32Array): Tensor {
  if (n !== 1 || c !== 3) throw new Error(`luminance: expected one image of three channels, got ${n}x${c}`);
  const plane = height * width;
  const out = tensor([1, 1, height, width], array);
  weigh(data, plane, out.data);
  return out;
}

function weigh(data: Float32Array, plane: number, out: Float32Array): void {
  for (let i = 0, g = plane, b = 2 * plane; i < plane; i++, g++, b++) out[i] = RED * data[i]! + GREEN * data[g]! + BLUE * data[b]!;
}

/** The luminance of x - y, whose samples are rounded to float32 first. */
export function luminanceOfDifference({ data: x, dims: [, , height, width] }: Tensor, { data: y }: Tensor, array: Float32Array): Tensor {
  weighDifference(x, y, height * width, array);
  return tensor([1, 1, height, width], array);
}

function weighDifference(x: Float32Array, y: Float32Array, plane: number, out: Float32Array): void {
  for (let i = 0, g = plane, b = 2 * plane; i < plane; i++, g++, b++) out[i] = RED * Math.fround(x[i]! - y[i]!) + GREEN * Math.fround(x[g]! - y[g]!) + BLUE * Math.fround(x[b]! - y[b]!);
}

/** Whether all three channels are equal in every pixel: a grey picture. */
export function isGray({ data, dims: [, , height, width] }: Tensor): boolean {
  const plane = height * width;
  for (let i = 0; i < plane; i++) if (data[i] !== data[plane + i] || data[i] !== data[2 * plane + i]) return false;
  return true;
}

/** The mean of the channels in each of them. */
export function grayed({ data, dims }: Tensor): Tensor {
  const plane = dims[2] * dims[3];
  const out = tensor(dims);
  for (let i = 0; i < plane; i++) {
    const mean = (data[i]! + data[plane + i]! + data[2 * plane + i]!) / 3;
    for (let c = 0; c < 3; c++) out.data[c * plane + i] = mean;
  }
  return out;
}
