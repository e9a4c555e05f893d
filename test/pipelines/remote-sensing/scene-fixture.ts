import { deviationPath, parseTileOptions, type RawTileOptions, type TileOptions } from "../../../pipelines/remote-sensing/options.js";
import { openScene } from "../../../pipelines/remote-sensing/read.js";
import type { RasterBlock, Scene } from "../../../pipelines/remote-sensing/raster.js";
import type { Tag } from "./tiff-fixture.js";

/** Ground with structure at every scale, 200..3800, the same for every test. */
export function ground(band: number, row: number, col: number): number {
  const field = Math.sin(row / 9 + band) * Math.cos(col / 13 - band) * 700;
  const roofs = (Math.floor(row / 11) + Math.floor(col / 7)) % 3 === 0 ? 600 : 0;
  const grain = ((((row * 73856093) ^ (col * 19349663) ^ (band * 83492791)) >>> 0) % 97) - 48;
  return Math.round(2000 + field + roofs + grain);
}

export const utm: readonly Tag[] = [
  { tag: 33550, type: "double", values: [10, 10, 0] },
  { tag: 33922, type: "double", values: [0, 0, 0, 500000, 5500000, 0] },
  { tag: 34735, type: "short", values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632] },
];

export const nodata = (text: string): Tag => ({ tag: 42113, type: "ascii", values: text });

/** Options as the command line gives them, small tiles, on the cpu. */
export function tileOptions(raw: RawTileOptions): TileOptions {
  return parseTileOptions({ tile: "128", device: "cpu", threads: "1", ...raw });
}

export async function pixels(path: string): Promise<RasterBlock & { readonly scene: Scene }> {
  const scene = await openScene(path);
  try {
    return { ...(await scene.read({ row: 0, col: 0, width: scene.width, height: scene.height })), scene };
  } finally {
    await scene.close();
  }
}

export { deviationPath };
