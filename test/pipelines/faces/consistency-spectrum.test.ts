import { expect, it } from "vitest";
import { gaussianBlur } from "../../../pipelines/faces/consistency-blur.js";
import { blurCosts } from "../../../pipelines/faces/consistency-spectrum.js";
import { randomStream } from "../../../shared/degradation/random.js";
import { dot, subtract } from "../../../shared/tensor/loops.js";
import { tensor } from "../../../shared/tensor/tensor.js";

it.each([[64, 64], [32, 48], [15, 22]])("the cosines' costs are those of the blurred picture, %i x %i", async (height, width) => {
  const stream = randomStream(4, 1);
  const [x, y] = [0, 1].map(() => tensor([1, 1, height, width], Float32Array.from({ length: height * width }, () => stream.uniform())));
  const cost = await blurCosts(x!, y!);
  for (const sigma of [0, 0.2, 0.5, 1.3, 3]) {
    const left = subtract(gaussianBlur(sigma, { height, width })(x!), y!);
    expect(cost(sigma) / dot(left, left), `sigma ${sigma}`).toBeCloseTo(1, 6);
  }
});
