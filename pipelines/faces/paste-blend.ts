import { setImmediate as yieldToEvents } from "node:timers/promises";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import type { Sampler } from "./align-sample.js";
import { FACE_SIDE, type Similarity } from "./face.js";
import { distanceFromMiddle, maskAt, maskAtDistance, shareMasks } from "./mask.js";

/** A face's picture over the photograph. */
export interface Layer {
  readonly transform: Similarity;
  /** Of the transform's scale. */
  readonly square: number;
  readonly sample: Sampler;
  readonly box: Box;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Pixels that masks cover, as `count` pairs of a pixel and a layer there; those of one pixel stand together. The pixel's number in the
 * photograph, the layer's in its list, its weight, and three values.
 */
export interface Covered {
  readonly count: number;
  readonly pixels: Int32Array;
  readonly layers: Uint32Array;
  readonly weights: Float64Array;
  readonly values: Float64Array;
}

/** Pixels of boxes handled at once, and between two pauses. */
const BATCH_PIXELS = 2 ** 13;
const PAUSE_PIXELS = 2 ** 15;

/** Calls `paint` for all the pixels that some mask covers, each once; other events are let in between. Throws aborted. */
export async function blend(layers: readonly Layer[], { width }: { readonly width: number }, { signal }: { readonly signal?: AbortSignal | undefined }, paint: (covered: Covered) => void): Promise<void> {
  let pixels = 0;
  for (const [index, { box }] of layers.entries()) {
    const across = box.right - box.left;
    if (across <= 0) continue;
    const rows = Math.max(1, Math.floor(BATCH_PIXELS / across));
    const rivals = layers.map((layer, i) => ({ layer, i })).filter(({ layer, i }) => i === index || meet(layer.box, box));
    const cover = rivals.length === 1 ? alone(layers[index]!, index, width, rows * across) : shared(rivals, index, width, rows * across);
    for (let y = box.top; y < box.bottom; y += rows) {
      const end = Math.min(box.bottom, y + rows);
      paint(cover(y, end));
      if ((pixels += (end - y) * across) < PAUSE_PIXELS) continue;
      pixels = 0;
      await yieldToEvents();
      throwIfAborted(signal);
    }
  }
}

/** What is covered in the rows from `from` up to `to` of a layer's box. */
type Cover = (from: number, to: number) => Covered;

/** No other layer is near. */
function alone(layer: Layer, index: number, width: number, most: number): Cover {
  const pixels = new Int32Array(most);
  const weights = new Float64Array(most);
  const places = new Float64Array(2 * most);
  const values = new Float64Array(3 * most);
  const layers = new Uint32Array(most).fill(index);
  return (from, to) => {
    let count = 0;
    for (let row = from; row < to; row++) count = coverRow(layer, row, width, count, pixels, weights, places);
    layer.sample(places, count, values);
    return { count, pixels, layers, weights, values };
  };
}

/** Adds what the mask covers of a row to the `count` pixels before it; their number then. */
function coverRow({ transform: { a, b, x0, y0 }, square, box: { left, right } }: Layer, row: number, width: number, count: number, pixels: Int32Array, weights: Float64Array, places: Float64Array): number {
  const dy = row + 0.5 - y0;
  let to = count;
  for (let col = left; col < right; col++) {
    const dx = col + 0.5 - x0;
    const x = (a * dx + b * dy) / square;
    const y = (a * dy - b * dx) / square;
    if (x < 0 || y < 0 || x > FACE_SIDE || y > FACE_SIDE) continue;
    const mask = maskAt(x, y);
    if (mask === 0) continue;
    pixels[to] = row * width + col;
    weights[to] = mask;
    places[2 * to] = x;
    places[2 * to + 1] = y;
    to++;
  }
  return to;
}

/** Pixels that an earlier layer's mask may reach are covered with that one. */
function shared(rivals: readonly { readonly layer: Layer; readonly i: number }[], index: number, width: number, most: number): Cover {
  const all = most * rivals.length;
  const [pixels, layers, weights, values] = [new Int32Array(all), new Uint32Array(all), new Float64Array(all), new Float64Array(3 * all)];
  const masks = new Float64Array(rivals.length);
  const distances = new Float64Array(rivals.length);
  // of each rival: its places, and the pairs that they belong to
  const own = rivals.map(() => ({ count: 0, places: new Float64Array(2 * most), pairs: new Int32Array(most), values: new Float64Array(3 * most) }));
  const { box } = rivals.find(({ i }) => i === index)!.layer;
  return (from, to) => {
    let pairs = 0;
    for (const each of own) each.count = 0;
    for (let row = from; row < to; row++) {
      for (let col = box.left; col < box.right; col++) {
        if (rivals.some(({ layer, i }) => i < index && within(layer.box, col, row))) continue; // covered with the earlier face
        let count = 0;
        for (const [k, { layer, i }] of rivals.entries()) {
          if (!within(layer.box, col, row)) continue;
          const { a, b, x0, y0 } = layer.transform;
          const [dx, dy] = [col + 0.5 - x0, row + 0.5 - y0];
          const x = (a * dx + b * dy) / layer.square;
          const y = (a * dy - b * dx) / layer.square;
          const distance = distanceFromMiddle(x, y);
          const mask = maskAtDistance(distance);
          if (mask === 0) continue;
          masks[count] = mask;
          distances[count] = distance;
          const mine = own[k]!;
          mine.places[2 * mine.count] = x;
          mine.places[2 * mine.count + 1] = y;
          mine.pairs[mine.count++] = pairs + count;
          layers[pairs + count] = i;
          pixels[pairs + count++] = row * width + col;
        }
        shareMasks(masks, distances, count);
        for (let k = 0; k < count; k++) weights[pairs + k] = masks[k]!;
        pairs += count;
      }
    }
    for (const [k, mine] of own.entries()) {
      rivals[k]!.layer.sample(mine.places, mine.count, mine.values);
      for (let n = 0; n < mine.count; n++) for (let c = 0; c < 3; c++) values[3 * mine.pairs[n]! + c] = mine.values[3 * n + c]!;
    }
    return { count: pairs, pixels, layers, weights, values };
  };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function within({ left, top, right, bottom }: Box, col: number, row: number): boolean {
  return col >= left && col < right && row >= top && row < bottom;
}
