import { describe, expect, it } from "vitest";
import type { Photo } from "../../../pipelines/faces/photo.js";
import { upscalePhoto } from "../../../pipelines/faces/upscale.js";
import { resize } from "../../../shared/tensor/resample.js";
import { tensor } from "../../../shared/tensor/tensor.js";
import { pattern } from "./photo-files.js";

function photoOf(width: number, height: number, bits: 8 | 16, alpha?: Photo["alpha"]): Photo {
  return { width, height, bits, data: pattern(width, height, 3, bits), ...(alpha && { alpha }), source: { path: "a.png", sha256: "", format: "png", gray: false, notes: ["kept"] } };
}

/** The shared resampler on one interleaved channel, rounded and clamped. */
function reference(values: ArrayLike<number>, { width, height, channels, channel, factor, top }: { readonly width: number; readonly height: number; readonly channels: number; readonly channel: number; readonly factor: number; readonly top: number }): number[] {
  const x = tensor([1, 1, height, width]);
  for (let i = 0; i < width * height; i++) x.data[i] = values[channels * i + channel]!;
  return Array.from(resize(x, { height: height * factor, width: width * factor, kernel: "bicubic" }).data, (value) => Math.round(Math.min(top, Math.max(0, value))));
}

describe("upscalePhoto", () => {
  for (const factor of [2, 4] as const) {
    for (const bits of [8, 16] as const) {
      it(`x${factor} of ${bits} bits is the shared resampler's bicubic`, async () => {
        // Sides down to one pixel; noise, so that under- and overshoot are clamped.
        for (const [width, height] of [[31, 17], [5, 40], [1, 3], [2, 1]] as const) {
          const photo = photoOf(width, height, bits);
          for (let i = 0; i < photo.data.length; i += 3) photo.data[i] = (i * 7919) % 5 === 0 ? 0 : bits === 16 ? 65535 : 255;
          const big = await upscalePhoto(photo, factor);
          expect([big.width, big.height, big.bits, big.source]).toEqual([width * factor, height * factor, bits, photo.source]);
          for (let channel = 0; channel < 3; channel++) {
            const truth = reference(photo.data, { width, height, channels: 3, channel, factor, top: bits === 16 ? 65535 : 255 });
            const worst = Math.max(...truth.map((value, i) => Math.abs(value - big.data[3 * i + channel]!)));
            // float32 sums in another order may fall on the other side of a half.
            expect(worst, `${width}x${height}`).toBeLessThanOrEqual(1);
            expect(truth.filter((value, i) => value !== big.data[3 * i + channel]!).length).toBeLessThanOrEqual(truth.length / 50);
          }
        }
      });
    }
  }

  it("of an opaque photograph does not depend on its alpha", async () => {
    const photo = photoOf(12, 9, 8);
    const opaque = await upscalePhoto({ ...photo, alpha: new Uint8Array(108).fill(255) }, 2);
    const worst = Math.max(...(await upscalePhoto(photo, 2)).data.map((value, i) => Math.abs(value - opaque.data[i]!)));
    expect(worst).toBeLessThanOrEqual(1);
    expect(new Set(opaque.alpha)).toEqual(new Set([255]));
  });

  it("keeps the colours of invisible pixels out of visible ones", async () => {
    const [width, height] = [16, 6];
    const alpha = Uint8Array.from({ length: width * height }, (_, i) => (i % width < 8 ? 255 : 0));
    const photo = photoOf(width, height, 8, alpha);
    for (let i = 0; i < width * height; i++) photo.data.set(alpha[i] === 255 ? [40, 90, 140] : [255, 0, 255], 3 * i);
    const big = await upscalePhoto(photo, 4);
    expect([...big.alpha!]).toEqual(reference(alpha, { width, height, channels: 1, channel: 0, factor: 4, top: 255 }));
    let visible = 0;
    big.alpha!.forEach((value, i) => {
      if (value < 8) return;
      visible++;
      for (const [c, truth] of [40, 90, 140].entries()) expect(Math.abs(big.data[3 * i + c]! - truth)).toBeLessThanOrEqual(1);
    });
    expect(visible).toBeGreaterThan(32 * 24);
  });

  it("by 1 is the photograph itself; leaves its input alone", async () => {
    const photo = photoOf(8, 8, 8);
    const before = photo.data.slice();
    expect(await upscalePhoto(photo, 1)).toBe(photo);
    await upscalePhoto(photo, 2);
    expect(photo.data).toEqual(before);
  });

  it("refuses results beyond maxPixels, and stops when aborted", async () => {
    const photo = photoOf(10, 10, 8);
    await expect(upscalePhoto(photo, 4, { maxPixels: 1599 })).rejects.toMatchObject({ code: "bad-option", message: expect.stringMatching(/a\.png: expected at most .* after upscaling, got 40 x 40; choose a smaller --upscale/) as string });
    expect((await upscalePhoto(photo, 4, { maxPixels: 1600 })).width).toBe(40);
    await expect(upscalePhoto({ ...photo, width: 20000, height: 20000 }, 2)).rejects.toThrow(/at most 200 million pixels after upscaling, got 40000 x 40000/);
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    await expect(upscalePhoto(photoOf(1500, 1000, 8), 4, { signal: controller.signal })).rejects.toMatchObject({ code: "aborted" });
  });
});
