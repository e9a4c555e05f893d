import { describe, expect, it } from "vitest";
import { placeTexture } from "../../../../pipelines/faces/methods/texture.js";
import { randomStream } from "../../../../shared/degradation/random.js";
import { tensor, type Tensor } from "../../../../shared/tensor/tensor.js";

const SIDE = 64;
const PLANE = SIDE * SIDE;

/** Left half flat, right half striped. */
function halves(): Tensor {
  return tensor([1, 3, SIDE, SIDE], Float32Array.from({ length: 3 * PLANE }, (_, i) => (i % SIDE < SIDE / 2 ? 0.1 : (i >> 1) % 2 === 0 ? 0.4 : -0.2)));
}

function plus(x: Tensor, change: (channel: number, i: number) => number): Tensor {
  return tensor(x.dims, x.data.map((v, i) => v + change(Math.floor(i / PLANE), i % PLANE)));
}

/** Root mean square change of the columns from..to of every channel. */
function changed(a: Tensor, b: Tensor, from: number, to: number): number {
  let [sum, count] = [0, 0];
  a.data.forEach((v, i) => {
    if (i % SIDE < from || i % SIDE >= to) return;
    sum += (v - b.data[i]!) ** 2;
    count++;
  });
  return Math.sqrt(sum / count);
}

describe("placeTexture", () => {
  const guess = halves();

  it("takes fine changes from where the guess is flat to where it is active, and keeps their power", async () => {
    const random = randomStream(1, 0);
    const noise = Float32Array.from({ length: PLANE }, () => 0.05 * random.normal());
    const drawn = plus(guess, (_, i) => noise[i]!);
    const placed = await placeTexture(guess, drawn);
    expect(changed(placed, guess, 4, 20)).toBeLessThan(0.4 * changed(drawn, guess, 4, 20));
    expect(changed(placed, guess, 44, 60)).toBeGreaterThan(1.1 * changed(drawn, guess, 44, 60));
    expect(changed(placed, guess, 0, SIDE) / changed(drawn, guess, 0, SIDE)).toBeGreaterThan(0.8);
    expect(changed(placed, guess, 0, SIDE) / changed(drawn, guess, 0, SIDE)).toBeLessThan(1.3);
  });

  it("gives a smooth face less of it than a lively one", async () => {
    const random = randomStream(3, 0);
    const noise = Float32Array.from({ length: PLANE }, () => 0.05 * random.normal());
    const share = async (contrast: number): Promise<number> => {
      const face = tensor(guess.dims, guess.data.map((v) => contrast * v));
      const drawn = plus(face, (_, i) => noise[i]!);
      return changed(await placeTexture(face, drawn), face, 0, SIDE) / changed(drawn, face, 0, SIDE);
    };
    expect(await share(0.02)).toBeLessThan(0.8 * (await share(0.1)));
    expect(await share(0.5)).toBeCloseTo(await share(1), 1);
  });

  it("drops fine changes of colour", async () => {
    const random = randomStream(2, 0);
    const noise = Float32Array.from({ length: PLANE }, () => 0.05 * random.normal());
    // no luminance: 0.299 / 0.114 of it in blue, the other way
    const drawn = plus(guess, (c, i) => (c === 0 ? noise[i]! : c === 2 ? (-0.299 / 0.114) * noise[i]! : 0));
    expect(changed(await placeTexture(guess, drawn), guess, 0, SIDE)).toBeLessThan(0.35 * changed(drawn, guess, 0, SIDE));
  });

  it("keeps coarse changes in every channel, and gives the guess for no change", async () => {
    const drawn = plus(guess, (c) => 0.1 * (c + 1));
    const placed = await placeTexture(guess, drawn);
    drawn.data.forEach((v, i) => expect(placed.data[i]).toBeCloseTo(v, 5));
    expect((await placeTexture(guess, guess)).data).toEqual(guess.data);
  });
});
