import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { estimateFace, keptShare, predict } from "../../../../pipelines/faces/methods/estimate.js";
import { openModel, type Model } from "../../../../shared/runtime/model.js";
import { mirrored } from "../../../../shared/tensor/layout.js";
import { tensor, type Tensor } from "../../../../shared/tensor/tensor.js";
import { tinyFaceModel } from "../../../tiny-models/faces.js";

let model: Model;
beforeAll(async () => {
  model = await openModel(await tinyFaceModel("regression"), { device: "cpu", threads: 1 });
});
afterAll(() => model.close());

function face(level: number): Tensor {
  return tensor([1, 3, 256, 256], Float32Array.from({ length: 3 * 256 * 256 }, (_, i) => level + 0.1 * Math.sin(i / 7) + 0.05 * Math.sin(i / 901)));
}

const farthest = (a: Tensor, b: Tensor): number => a.data.reduce((most, v, i) => Math.max(most, Math.abs(v - b.data[i]!)), 0);

describe("the estimate of a face", () => {
  it("keeps the more of the input the smaller the error to expect, between the two shares", () => {
    const shares = [0, 11, 14, 17, 100].map(keptShare);
    expect(shares[0]).toBe(0.5);
    expect(shares[1]).toBe(0.5);
    expect(shares[2]).toBeCloseTo(0.325, 12);
    expect(shares[3]).toBeCloseTo(0.15, 12);
    expect(shares[4]).toBeCloseTo(0.15, 12);
  });

  it("does not depend on which way the face looks, though the network does", async () => {
    const oneSided = { run: async (_: string, { up }: { up: Tensor }) => ({ image: tensor(up.dims, up.data.map((v, i) => (i % 256 < 100 ? v + 0.2 : v))) }) } as unknown as Model;
    const view = { rows: false, columns: true };
    const seen = await predict(oneSided, face(0));
    const other = mirrored(await predict(oneSided, mirrored(face(0), view)), view);
    expect(farthest(seen, other)).toBeLessThan(1e-6);
    expect(farthest(seen, face(0))).toBeGreaterThan(0.05);
  });

  it("lies between the input and what the network makes of it, as far as the error says", async () => {
    for (const level of [-0.9, 0.5]) {
      const input = face(level);
      const [{ guess, error, calls }, made] = [await estimateFace(model, input), await predict(model, input)];
      const kept = keptShare(error! * 127.5);
      expect(farthest(guess, tensor(input.dims, made.data.map((v, i) => v + kept * (input.data[i]! - v))))).toBeLessThan(1e-6);
      expect(calls).toBe(3);
    }
  });
});
