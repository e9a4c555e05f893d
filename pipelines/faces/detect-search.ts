import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { give } from "../../shared/tensor/spare.js";
import { blendSightings, byScore, containment, decodeFaces, intersectionOverUnion, type Sighting } from "./detect-decode.js";
import { VIEW_SIDE, type BlazeFace } from "./detect-network.js";
import { flat, surelyFlat } from "./detect-flat.js";
import type { Pyramid } from "./detect-pyramid.js";
import { inPhoto, lookAt, viewAbout, type View } from "./detect-view.js";

/** Box of the smallest face that the network reliably sees, in view pixels: 20 and above were all found in 60 portraits. */
const SMALLEST_IN_VIEW = 20;
/** Faces of twice that must lie whole in some tile: the next larger tiles see those above. A box leaves out hair and chin. */
const TILE_OVERLAP = (2 * SMALLEST_IN_VIEW * 1.6) / VIEW_SIDE;
/** Views of one level at most; a larger photograph is looked at in a smaller copy on that level. */
const TILES_PER_LEVEL = 700;

export interface SearchOptions {
  /** Clockwise turns to look at, radians. */
  readonly turns: readonly number[];
  /** Side of the smallest box worth finding, in photograph pixels. */
  readonly smallest: number;
  /** Tiles of one level at most. */
  readonly tiles?: number;
  readonly threshold: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Searched {
  /** In photograph pixels, best first. */
  readonly sightings: readonly Sighting[];
  /** The smallest box that was looked for, in photograph pixels. */
  readonly smallest: number;
}

/** Looks at the whole picture, then at overlapping tiles, in each round of half the span, down to what shows the smallest face. */
export async function searchFaces(network: BlazeFace, levels: Pyramid, { turns, smallest, tiles = TILES_PER_LEVEL, threshold, signal }: SearchOptions): Promise<Searched> {
  const { width, height } = levels[0]!;
  const { spans, finest } = tileSpans({ width, height, smallest, tiles });
  const found: Sighting[] = [];
  const pending: Promise<void>[] = [];
  const views = spans.flatMap((span) => turns.flatMap((turn) => tileViews({ width, height, span, turn })));
  for (const view of views) {
    await new Promise(setImmediate);
    throwIfAborted(signal);
    if (surelyFlat(levels, view)) continue;
    const pixels = lookAt(levels, view);
    if (flat(pixels)) {
      give(pixels);
      continue;
    }
    const seen = look(network, pixels, { view, threshold, signal }).then((faces) => void found.push(...faces));
    seen.catch(() => undefined); // awaited below; one that fails meanwhile is not unheard of
    pending.push(seen);
    if (pending.length > 2) await pending.shift(); // one is drawn while two run
  }
  await Promise.all(pending);
  return { sightings: mergeSightings(found), smallest: (finest * SMALLEST_IN_VIEW) / VIEW_SIDE };
}

/** What the network sees in one view, in photograph pixels. */
export async function look(network: BlazeFace, pixels: Float32Array, { view, threshold, signal }: { view: View; threshold: number; signal?: AbortSignal | undefined }): Promise<Sighting[]> {
  const seen = decodeFaces(await network.run(pixels, signal), threshold);
  return blendSightings(seen).map((sighting) => inPhoto(sighting, view));
}

/**
 * One sighting a face: of those that overlap (intersection over union above 0.3, or one mostly within the other) the best
 * stays. A face within a face is one seen by half in a tile.
 */
export function mergeSightings(sightings: readonly Sighting[]): Sighting[] {
  const kept: Sighting[] = [];
  for (const sighting of [...sightings].sort(byScore)) {
    if (!kept.some((other) => intersectionOverUnion(other, sighting) > 0.3 || containment(other, sighting) > 0.65)) kept.push(sighting);
  }
  return kept;
}

/** Spans of the square views: the whole picture, then from `finest`, the last, doubled as often as it goes; finest is what shows the smallest face in at most `tiles`. */
export function tileSpans({ width, height, smallest, tiles }: { width: number; height: number; smallest: number; tiles: number }): { spans: number[]; finest: number } {
  const whole = Math.max(width, height);
  const wanted = Math.max((smallest * VIEW_SIDE) / SMALLEST_IN_VIEW, VIEW_SIDE / 2);
  const count = (span: number): number => tilesAlong(width, span).length * tilesAlong(height, span).length;
  let finest = wanted;
  while (finest < whole && count(finest) > tiles) finest *= 1.1;
  const spans = [whole];
  for (let span = finest; span < whole; span *= 2) spans.splice(1, 0, span);
  return { spans, finest: spans.at(-1)! };
}

function tileViews({ width, height, span, turn }: { width: number; height: number; span: number; turn: number }): View[] {
  return tilesAlong(height, span).flatMap((y) => tilesAlong(width, span).map((x) => viewAbout({ x, y }, span, turn)));
}

/** Centres of the fewest evenly spaced tiles of `span` that cover `length` and overlap enough. */
function tilesAlong(length: number, span: number): number[] {
  if (length <= span) return [length / 2];
  const count = Math.ceil((length - span) / (span * (1 - TILE_OVERLAP))) + 1;
  return Array.from({ length: count }, (_, i) => span / 2 + (i * (length - span)) / (count - 1));
}
