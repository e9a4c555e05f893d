import { foreground, otsu } from "./foreground.js";
import type { Volume } from "./volume.js";

/** Two kinds of tissue of one volume, on which two volumes of the same grid can be measured alike. */
export interface Tissues {
  /** Per voxel: 0 background or not measured, 1 the darker and 2 the brighter tissue. */
  readonly labels: Uint8Array;
  /** Voxels that are not 0. */
  readonly foreground: number;
}

/** The body of every slice, split by Otsu's threshold (1979) over the whole body. Undefined where there are not two tissues. */
export function tissues({ geometry: { slices, rows, columns }, data, valid }: Volume): Tissues | undefined {
  const plane = rows * columns;
  const labels = new Uint8Array(data.length);
  for (let k = 0; k < slices; k++) {
    const [from, to] = [k * plane, (k + 1) * plane];
    labels.set(foreground(data.subarray(from, to), { height: rows, width: columns, ...(valid && { valid: valid.subarray(from, to) }) }).body, from);
  }
  const threshold = otsu(data, labels);
  const count = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    if (labels[i] === 1 && data[i]! > threshold) labels[i] = 2;
    count[labels[i]!]!++;
  }
  return count[1]! > 0 && count[2]! > 0 ? { labels, foreground: count[1]! + count[2]! } : undefined;
}

export interface SignalOverNoise {
  /** Estimated standard deviation of the noise, in the volume's values. */
  readonly noise: number;
  /** Mean of the foreground over the noise. */
  readonly snr: number;
  /** Difference of the means of the brighter and the darker tissue over the noise. */
  readonly cnr: number;
}

/** SNR and CNR of `values` on the tissues of (usually) another volume of the same grid. Infinity for no noise. */
export function signalOverNoise(values: Float32Array, { labels }: Tissues, noise: number): SignalOverNoise {
  const sum = [0, 0, 0];
  const count = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const label = labels[i]!;
    sum[label]! += values[i]!;
    count[label]!++;
  }
  const mean = (label: number): number => sum[label]! / count[label]!;
  return { noise, snr: (sum[1]! + sum[2]!) / (count[1]! + count[2]!) / noise, cnr: (mean(2) - mean(1)) / noise };
}

/** Sums over slices that give errors of a whole volume. */
export class VolumeError {
  #squares = 0;
  #voxels = 0;
  readonly #slices: number[] = [];

  /** One slice; only where `valid` is 1. A slice without a measured voxel adds nothing. */
  add(x: Float32Array, truth: Float32Array, valid?: Uint8Array): void {
    let squares = 0;
    let voxels = 0;
    for (let i = 0; i < x.length; i++) {
      if (valid !== undefined && valid[i] === 0) continue;
      squares += (x[i]! - truth[i]!) ** 2;
      voxels++;
    }
    if (voxels === 0) return;
    this.#squares += squares;
    this.#voxels += voxels;
    this.#slices.push(squares / voxels);
  }

  get voxels(): number {
    return this.#voxels;
  }

  get rmse(): number {
    return Math.sqrt(this.#squares / this.#voxels);
  }

  /** 10 log10(range^2 / MSE) with the MSE over all voxels; Infinity for equal volumes. */
  psnr(range: number): number {
    return 20 * Math.log10(range / this.rmse);
  }

  /** The mean of the slices' own PSNR: what two-dimensional papers report. */
  psnrOfSlices(range: number): number {
    return this.#slices.reduce((sum, mse) => sum + 10 * Math.log10(range ** 2 / mse), 0) / this.#slices.length;
  }
}
