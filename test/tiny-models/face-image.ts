import { placedNoise } from "../../shared/diffusion/noise.js";
import { tensor, type Tensor } from "../../shared/tensor/tensor.js";

/** A drawn face at the template's places, [1, 3, 256, 256] in 0..1: skin, hair line, eyes, nose, mouth, and a fine texture. `person` moves them. */
export function drawnFace({ person = 0, brightness = 1, texture = 0.02 }: { readonly person?: number; readonly brightness?: number; readonly texture?: number } = {}): Tensor {
  const out = tensor([1, 3, 256, 256]);
  const moves = placedNoise(1000 + person).fill([1, 1, 1, 12], 0, { row: 0, col: 0 }).data;
  const move = (k: number, size = 3): number => (person === 0 ? 0 : size * moves[k]!);
  const fine = placedNoise(7).fill([1, 1, 256, 256], 0, { row: 0, col: 0 }).data;
  const spot = (x: number, y: number, cx: number, cy: number, across: number, down: number): number => Math.exp(-(((x - cx) / across) ** 2) - ((y - cy) / down) ** 2);
  for (let y = 0; y < 256; y++) {
    for (let x = 0; x < 256; x++) {
      const head = 1 / (1 + Math.exp((Math.hypot((x - 128) / 78, (y - 140) / 102) - 1) * 25));
      const brows = spot(x, y, 96, 104 + move(0), 20, 4) + spot(x, y, 160, 104 + move(1), 20, 4);
      const eyes = spot(x, y, 96 + move(2), 121 + move(3), 11, 6) + spot(x, y, 160 + move(4), 121 + move(5), 11, 6);
      const nose = spot(x, y, 128 + move(6), 160 + move(7), 10, 5);
      const mouth = spot(x, y, 128 + move(8), 188 + move(9), 24 + move(10), 6);
      const dark = 0.3 * brows + 0.45 * eyes + 0.15 * nose;
      const grain = texture * fine[y * 256 + x]! * head;
      const skin = [0.8, 0.6, 0.5] as const;
      for (let c = 0; c < 3; c++) {
        const value = 0.25 + head * (skin[c]! - 0.25 - dark - (c === 0 ? 0.1 : 0.25) * mouth) + grain;
        out.data[(c * 256 + y) * 256 + x] = Math.min(1, Math.max(0, brightness * value));
      }
    }
  }
  return out;
}

/** White Gaussian noise of `levels` 8-bit levels on every channel. */
export function noisyFace(face: Tensor, levels: number, seed = 3): Tensor {
  const noise = placedNoise(seed).fill(face.dims, 0, { row: 0, col: 0 });
  return tensor(face.dims, face.data.map((v, i) => v + (levels / 255) * noise.data[i]!));
}
