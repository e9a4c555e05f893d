import { expect, it } from "vitest";
import { Canvas } from "../../../shared/tiles/canvas.js";

it("adds to zeros, also in an array that held another part of the image", () => {
  const made: Float32Array[] = [];
  const make = (n: number): Float32Array => (made.push(new Float32Array(n)), made.at(-1)!);
  const canvas = new Canvas(1, { height: 160, width: 256 }, make, () => 1);
  const part = (row: number) => ({ row, col: 0, height: 16, width: 256 });
  const half = { rows: new Float32Array(16).fill(0.5), cols: new Float32Array(256).fill(1) };
  canvas.add(part(0), new Float32Array(16 * 256).fill(7), half);
  canvas.release(part(0));
  expect(canvas.held).toBe(0);
  canvas.add(part(64), new Float32Array(16 * 256).fill(3), half);
  expect(new Set(canvas.read(part(64)))).toEqual(new Set([1.5]));
  expect(made.length).toBe(2); // one chunk for both parts, and what was read
});
