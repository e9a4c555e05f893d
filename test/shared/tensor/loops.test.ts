import { describe, expect, it } from "vitest";
import { concatChannels, crop, item, pad, pasteInPlace, sliceChannels, stack } from "../../../shared/tensor/layout.js";
import { affine, axpy, axpyInPlace, channelMoments, clamp, dot, maxAbs, scale, subtract } from "../../../shared/tensor/loops.js";
import { tensor, type Dims } from "../../../shared/tensor/tensor.js";

const count = (dims: Dims) => tensor(dims, Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => i));

describe("loops", () => {
  const x = tensor([1, 1, 1, 3], Float32Array.of(1, -2, 4));
  const y = tensor([1, 1, 1, 3], Float32Array.of(10, 20, 30));
  it("axpy, subtract, scale, dot", () => {
    expect([...axpy(2, x, y).data]).toEqual([12, 16, 38]);
    expect([...subtract(x, y).data]).toEqual([-9, -22, -26]);
    expect([...scale(-3, x).data]).toEqual([-3, 6, -12]);
    expect(dot(x, y)).toBe(90);
    const sum = tensor(y.dims, y.data.slice());
    axpyInPlace(0.5, x, sum);
    expect([...sum.data]).toEqual([10.5, 19, 32]);
  });
  it("refuses unequal dims of the same length", () => {
    expect(() => axpy(1, x, tensor([1, 1, 3, 1]))).toThrow("got 1x1x1x3 and 1x1x3x1");
  });
  it("clamp keeps NaN", () => {
    expect([...clamp(tensor([1, 1, 1, 4], Float32Array.of(-1, 0.5, 2, NaN)), 0, 1).data]).toEqual([0, 0.5, 1, NaN]);
  });
  it("maxAbs sees a NaN anywhere", () => {
    expect(maxAbs(x)).toBe(4);
    expect(maxAbs(tensor([1, 1, 1, 3], Float32Array.of(1, NaN, 4)))).toBeNaN();
  });
  it("channelMoments are per item and channel, with the population deviation", () => {
    const { mean, deviation } = channelMoments(count([2, 2, 1, 2]));
    expect([...mean]).toEqual([0.5, 2.5, 4.5, 6.5]);
    expect([...deviation]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
  it("affine takes a pair per channel", () => {
    expect([...affine(count([2, 2, 1, 1]), [1, 10], [0, 1]).data]).toEqual([0, 11, 2, 31]);
  });
});

describe("layout", () => {
  it("crop and pasteInPlace are inverse", () => {
    const x = count([2, 2, 4, 5]);
    const part = crop(x, { row: 1, col: 2, height: 2, width: 3 });
    expect([...part.data.subarray(0, 6)]).toEqual([7, 8, 9, 12, 13, 14]);
    const back = tensor(x.dims);
    pasteInPlace(back, part, { row: 1, col: 2 });
    expect(crop(back, { row: 1, col: 2, height: 2, width: 3 })).toEqual(part);
    expect(back.data.filter((v) => v !== 0).length).toBe(24);
    expect(() => crop(x, { row: 3, col: 0, height: 2, width: 1 })).toThrow("got 2x1 at row 3, col 0");
  });
  it("pad repeats the edge or mirrors around it, even past the far side", () => {
    const x = count([1, 1, 1, 3]);
    expect([...pad(x, { top: 0, bottom: 0, left: 2, right: 1 }, "edge").data]).toEqual([0, 0, 0, 1, 2, 2]);
    expect([...pad(x, { top: 0, bottom: 0, left: 5, right: 5 }, "reflect").data]).toEqual([1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]);
    expect([...pad(x, { top: 1, bottom: 1, left: 0, right: 0 }, "reflect").data]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });
  it("cuts and joins channels and items", () => {
    const x = count([2, 3, 1, 2]);
    expect([...sliceChannels(x, 1, 2).data]).toEqual([2, 3, 8, 9]);
    expect(concatChannels([sliceChannels(x, 0, 1), sliceChannels(x, 1, 3)])).toEqual(x);
    expect(stack([item(x, 0), item(x, 1)])).toEqual(x);
    expect(() => concatChannels([x, item(x, 0)])).toThrow("got 1x3x1x2");
  });
});
