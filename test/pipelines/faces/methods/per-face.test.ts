import { describe, expect, it } from "vitest";
import { perFace } from "../../../../pipelines/faces/methods/per-face.js";
import { tensor } from "../../../../shared/tensor/tensor.js";

describe("perFace", () => {
  const [a, b] = [tensor([1, 1, 1, 1]), tensor([1, 1, 1, 1])];

  it("computes once for each face in turn", async () => {
    let calls = 0;
    const answer = perFace(async () => ++calls);
    expect([await answer(a), await answer(a), await answer(b), await answer(b), await answer(a)]).toEqual([1, 1, 2, 2, 3]);
  });

  it("tries again after a failure", async () => {
    let calls = 0;
    const answer = perFace(async () => {
      if (++calls === 1) throw new Error("once");
      return calls;
    });
    await expect(answer(a)).rejects.toThrow("once");
    expect(await answer(a)).toBe(2);
  });
});
