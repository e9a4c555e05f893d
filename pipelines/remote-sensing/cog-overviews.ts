import { decodeBlock, encodeBlock } from "./cog-block.js";
import type { Decoded, Pixels, StoredBlock } from "./cog-block.js";
import type { CogLayout, Level } from "./cog-layout.js";

/** How many blocks of an overview are made at once; each holds its four children decoded. */
const inFlight = 3;

/**
 * The blocks of `level` from those one level finer: means over the measured pixels of 2x2. Blocks are handed to `keep`
 * in no particular order; block size is even, so each fine block is needed once only.
 */
export async function makeOverview(
  layout: CogLayout,
  level: number,
  { load, keep }: { load: (index: number) => Promise<StoredBlock>; keep: (index: number, block: StoredBlock) => Promise<void> },
): Promise<void> {
  const { across, down, width, height } = layout.levels[level]!;
  const fine = layout.levels[level - 1]!;
  const { blockSize } = layout;
  let next = 0;
  async function work(): Promise<void> {
    while (next < across * down) {
      const index = next++;
      const col = index % across;
      const row = Math.floor(index / across);
      const extent = { width: Math.min(blockSize, width - col * blockSize), height: Math.min(blockSize, height - row * blockSize) };
      const size = extent.width * extent.height;
      const coarse: Pixels = { ...extent, bands: layout.bands.map(() => new Float64Array(size)), valid: layout.bands.map(() => new Uint8Array(size)) };
      for (const [down2, right] of [[0, 0], [0, 1], [1, 0], [1, 1]] as const) {
        const from = { col: 2 * col + right, row: 2 * row + down2 };
        if (from.col >= fine.across || from.row >= fine.down) continue;
        const child = await decodeBlock(layout, await load(from.row * fine.across + from.col));
        if (child === undefined) continue;
        halve(layout, child, inside(fine, from, blockSize), coarse, { col: right * (blockSize / 2), row: down2 * (blockSize / 2) });
      }
      await keep(index, await encodeBlock(layout, coarse));
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work));
}

interface Extent {
  readonly width: number;
  readonly height: number;
}

function inside({ width, height }: Level, { col, row }: { col: number; row: number }, blockSize: number): Extent {
  return { width: Math.min(blockSize, width - col * blockSize), height: Math.min(blockSize, height - row * blockSize) };
}

/** Writes the 2x2 means of the first width x height pixels of `fine` into `coarse`, from `at` on. */
function halve({ bands, blockSize, nodata }: CogLayout, { values, present }: Decoded, { width, height }: Extent, coarse: Pixels, at: { col: number; row: number }): void {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const samples = bands.length;
  bands.forEach((interpretation, band) => {
    const out = coarse.bands[band]!;
    const known = coarse.valid[band]!;
    const alpha = interpretation === "alpha";
    const flags = alpha ? undefined : present;
    const none = alpha ? NaN : (nodata ?? NaN);
    for (let r = 0; r < rows; r++) {
      const lines = 2 * r + 1 < height ? 2 : 1;
      for (let c = 0; c < columns; c++) {
        const across = 2 * c + 1 < width ? 2 : 1;
        let sum = 0;
        let count = 0;
        for (let line = 0; line < lines; line++) {
          for (let i = (2 * r + line) * blockSize + 2 * c, end = i + across; i < end; i++) {
            const value = values[i * samples + band]!;
            if (value !== none && value === value && (flags === undefined || flags[i] !== 0)) {
              sum += value;
              count++;
            }
          }
        }
        if (count === 0) continue;
        const to = (at.row + r) * coarse.width + at.col + c;
        out[to] = sum / count;
        known[to] = 1;
      }
    }
  });
}
