import { describe, expect, it } from "vitest";
import { signalOverNoise, tissues, VolumeError } from "../../../pipelines/mri/metrics.js";
import type { Volume } from "../../../pipelines/mri/volume.js";

/** Air around a disc of two halves, 100 and 200, two slices of 40x40. */
function discs(): Volume {
  const data = new Float32Array(2 * 40 * 40);
  for (let i = 0; i < data.length; i++) {
    const [row, column] = [Math.floor((i % 1600) / 40), i % 40];
    if (Math.hypot(row - 19.5, column - 19.5) < 14) data[i] = column < 20 ? 100 : 200;
  }
  return {
    data,
    geometry: { slices: 2, rows: 40, columns: 40, rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], pixelSpacing: [1, 1], positions: [[0, 0, 0], [0, 0, 3]], sliceSpacing: 3 },
  };
}

describe("tissues", () => {
  it("are the body's two, and not the air", () => {
    const volume = discs();
    const found = tissues(volume)!;
    volume.data.forEach((v, i) => {
      if (v === 200) expect(found.labels[i]).toBe(2);
      if (v === 100) expect(found.labels[i]).toBe(1);
    });
    const inside = volume.data.filter((v) => v > 0).length;
    expect(found.foreground).toBeGreaterThanOrEqual(inside);
    expect(found.foreground).toBeLessThan(1.25 * inside); // the smoothed edge
    expect(found.labels[0]).toBe(0);
  });

  it("are none where nothing differs", () => {
    const volume = discs();
    volume.data.fill(7);
    expect(tissues(volume)).toBeUndefined();
  });

  it("leave padding out", () => {
    const volume = discs();
    const valid = new Uint8Array(volume.data.length).fill(1);
    for (let i = 0; i < valid.length; i++) if (i % 40 >= 20) valid[i] = 0;
    const found = tissues({ ...volume, valid });
    for (let i = 0; i < valid.length; i++) if (valid[i] === 0) expect(found?.labels[i] ?? 0).toBe(0);
  });
});

it("SNR and CNR are means over the noise, on the labels given", () => {
  const labels = Uint8Array.of(0, 1, 1, 2, 2);
  const { snr, cnr } = signalOverNoise(Float32Array.of(1000, 90, 110, 190, 210), { labels, foreground: 4 }, 5);
  expect(snr).toBeCloseTo(150 / 5, 12);
  expect(cnr).toBeCloseTo(100 / 5, 12);
});

describe("the error of a volume", () => {
  it("is over all voxels, and once more slice by slice", () => {
    const error = new VolumeError();
    error.add(Float32Array.of(1, 1), Float32Array.of(0, 0)); // MSE 1
    error.add(Float32Array.of(3, 9), Float32Array.of(0, 0), Uint8Array.of(1, 0)); // MSE 9 over one voxel
    expect(error.voxels).toBe(3);
    expect(error.rmse).toBeCloseTo(Math.sqrt(11 / 3), 12);
    expect(error.psnr(10)).toBeCloseTo(10 * Math.log10(300 / 11), 12);
    expect(error.psnrOfSlices(10)).toBeCloseTo((20 + 10 * Math.log10(100 / 9)) / 2, 12);
  });

  it("is none for equal volumes", () => {
    const error = new VolumeError();
    error.add(Float32Array.of(1, 2), Float32Array.of(1, 2));
    error.add(Float32Array.of(1, 2), Float32Array.of(5, 5), Uint8Array.of(0, 0));
    expect([error.voxels, error.rmse, error.psnr(1)]).toEqual([2, 0, Infinity]);
  });
});
