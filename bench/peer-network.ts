import { readFile } from "node:fs/promises";
import { openSessions } from "../shared/runtime/session.js";
import { affine, clamp } from "../shared/tensor/loops.js";
import type { Tensor } from "../shared/tensor/tensor.js";

/** The peer's network as converted by bench/peer/convert.py: RGB in 0..1, [n, 3, h, w] to [n, 3, 4h, 4w]. */
export async function openPeer(path: string, threads: number): Promise<{ enlarge(lr: Tensor): Promise<Tensor>; close(): Promise<void> }> {
  const sessions = await openSessions({ networks: async () => ({ peer: await readFile(path) }), device: "cpu", threads });
  const { inputs, outputs } = sessions.networks.peer!;
  return {
    /** 0..255 in and out, rounded to 8 bits as the peer's own API gives it. */
    async enlarge(lr) {
      const x = affine(lr, [1 / 255, 1 / 255, 1 / 255], [0, 0, 0]);
      const { data } = (await sessions.run("peer", { [inputs[0]!.name]: x }))[outputs[0]!.name]!;
      const [n, c, h, w] = lr.dims;
      const out = clamp({ data: data.map((v) => Math.round(255 * v)), dims: [n, c, 4 * h, 4 * w] }, 0, 255);
      return out;
    },
    close: () => sessions.close(),
  };
}
