import type { Tensor } from "../../../shared/tensor/tensor.js";

export interface Drawn {
  readonly image: Tensor;
  readonly calls: number;
}

/**
 * The mean of `count` results that differ in their noise, summed in their order, and the calls of all. All are asked for at once: the noise of
 * one is drawn while the network runs for another. What fails leaves nothing running.
 */
export async function meanOver(count: number, draw: (k: number) => Promise<Drawn>): Promise<Drawn> {
  const asked = Array.from({ length: count }, (_, k) => draw(k));
  await Promise.allSettled(asked);
  const [first, ...others] = await Promise.all(asked);
  if (others.length === 0) return first!;
  const { data } = first!.image;
  for (const { image } of others) for (let i = 0; i < data.length; i++) data[i] = data[i]! + image.data[i]!;
  for (let i = 0; i < data.length; i++) data[i] = data[i]! / count;
  return { image: first!.image, calls: others.reduce((sum, { calls }) => sum + calls, first!.calls) };
}
