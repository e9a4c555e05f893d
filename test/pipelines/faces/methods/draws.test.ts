import { expect, it } from "vitest";
import { meanOver } from "../../../../pipelines/faces/methods/draws.js";
import { tensor } from "../../../../shared/tensor/tensor.js";

const drawn = (value: number, calls: number) => ({ image: tensor([1, 1, 1, 2], Float32Array.of(value, -value)), calls });

it("is the mean of all, with the calls of all, whichever comes first", async () => {
  const order: number[] = [];
  const later = [Promise.resolve(), new Promise((resolve) => setImmediate(resolve)), Promise.resolve()];
  const { image, calls } = await meanOver(3, async (k) => {
    await later[k];
    order.push(k);
    return drawn([1, 2, 6][k]!, k + 1);
  });
  expect(order).toEqual([0, 2, 1]);
  expect([...image.data]).toEqual([3, -3]);
  expect(calls).toBe(6);
  expect(await meanOver(1, () => Promise.resolve(drawn(7, 2)))).toEqual(drawn(7, 2));
});

it("fails as the first that fails, when none runs any more", async () => {
  let ended = 0;
  const asked = meanOver(3, async (k) => {
    if (k === 0) throw new Error("the first");
    await new Promise((resolve) => setImmediate(resolve));
    ended++;
    return drawn(k, 1);
  });
  await expect(asked).rejects.toThrow("the first");
  expect(ended).toBe(2);
});
