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

/** A layer in a pixel: its value there, for each channel. */
export interface Here<L extends Layer> {
  layer: L;
  readonly values: Float64Array;
}

/** The first `count` of `here` and of `weights` are meant. */
export type Paint<L extends Layer> = (pixel: number, here: readonly Here<L>[], weights: Float64Array, count: number) => void;

interface BlendOptions {
  readonly channels: number;
  readonly signal?: AbortSignal | undefined;
}

/** Pixels of boxes between two pauses. */
const PAUSE_PIXELS = 2 ** 15;

/** Calls `paint` once for every pixel that some mask covers, with the layers there and their weights; other events are let in between. Throws aborted. */
export async function blend<L extends Layer>(layers: readonly L[], { width }: { readonly width: number }, { channels, signal }: BlendOptions, paint: Paint<L>): Promise<void> {
  let pixels = 0;
  for (const [index, { box }] of layers.entries()) {
    const rivals = layers.map((layer, i) => ({ layer, i })).filter(({ layer, i }) => i === index || meet(layer.box, box));
    const row = rivals.length === 1 ? alone(layers[index]!, width, channels, paint) : shared(rivals, index, width, channels, paint);
    for (let y = box.top; y < box.bottom; y++) {
      row(y, box.left, box.right);
      if ((pixels += box.right - box.left) < PAUSE_PIXELS) continue;
      pixels = 0;
      await yieldToEvents();
      throwIfAborted(signal);
    }
  }
}

type Row = (row: number, from: number, to: number) => void;

/** No other layer is near: a row is sampled at once. */
function alone<L extends Layer>(layer: L, width: number, channels: number, paint: Paint<L>): Row {
  const { transform: { a, b, x0, y0 }, square, sample, box } = layer;
  const most = box.right - box.left;
  const pixels = new Int32Array(most);
  const masks = new Float64Array(most);
  const places = new Float64Array(2 * most);
  const values = new Float64Array(channels * most);
  const here = [{ layer, values: new Float64Array(channels) }];
  const weight = new Float64Array(1);
  return (row, from, to) => {
    let count = 0;
    const dy = row + 0.5 - y0;
    for (let col = from; col < to; col++) {
      const dx = col + 0.5 - x0;
      const x = (a * dx + b * dy) / square;
      const y = (a * dy - b * dx) / square;
      if (x < 0 || y < 0 || x > FACE_SIDE || y > FACE_SIDE) continue;
      const mask = maskAt(x, y);
      if (mask === 0) continue;
      pixels[count] = row * width + col;
      masks[count] = mask;
      places[2 * count] = x;
      places[2 * count + 1] = y;
      count++;
    }
    sample(places, count, values);
    const mine = here[0]!.values;
    for (let n = 0, at = 0; n < count; n++) {
      for (let c = 0; c < channels; c++, at++) mine[c] = values[at]!;
      weight[0] = masks[n]!;
      paint(pixels[n]!, here, weight, 1);
    }
  };
}

/** Pixels that an earlier layer's mask may reach are painted with that one. */
function shared<L extends Layer>(rivals: readonly { readonly layer: L; readonly i: number }[], index: number, width: number, channels: number, paint: Paint<L>): Row {
  const masks = new Float64Array(rivals.length);
  const distances = new Float64Array(rivals.length);
  const places = rivals.map(() => new Float64Array(2));
  const here: Here<L>[] = rivals.map(({ layer }) => ({ layer, values: new Float64Array(channels) }));
  return (row, from, to) => {
    for (let col = from; col < to; col++) {
      let count = 0;
      for (const { layer, i } of rivals) {
        if (!within(layer.box, col, row)) continue;
        if (i < index) {
          count = 0; // painted with the earlier face
          break;
        }
        const { a, b, x0, y0 } = layer.transform;
        const [dx, dy] = [col + 0.5 - x0, row + 0.5 - y0];
        const x = (a * dx + b * dy) / layer.square;
        const y = (a * dy - b * dx) / layer.square;
        const distance = distanceFromMiddle(x, y);
        const mask = maskAtDistance(distance);
        if (mask === 0) continue;
        masks[count] = mask;
        distances[count] = distance;
        places[count]![0] = x;
        places[count]![1] = y;
        here[count++]!.layer = layer;
      }
      if (count === 0) continue;
      for (let k = 0; k < count; k++) here[k]!.layer.sample(places[k]!, 1, here[k]!.values);
      shareMasks(masks, distances, count);
      paint(row * width + col, here, masks, count);
    }
  };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function within({ left, top, right, bottom }: Box, col: number, row: number): boolean {
  return col >= left && col < right && row >= top && row < bottom;
}
