import { between, grown, type Lattice, type Span } from "./lattice.js";

/** Output pixels everywhere, counted from the corner of the whole scene, so that a window of it meets the same tiles. */
export interface GeometryOptions {
  /** Size of the whole scene's output: multiples of `scale`. */
  readonly height: number;
  readonly width: number;
  readonly scale: number;
  /** The part that is wanted: on multiples of `scale`. */
  readonly window: { readonly row: number; readonly col: number; readonly height: number; readonly width: number };
  /** Distance of the tiles, and of the cells in which the result is finished. */
  readonly tile: number;
  /** Neighbouring tiles cross-fade over so many pixels: 0 or a power of two. */
  readonly fade: number;
  /** What a network must see beyond what its tile contributes. */
  readonly halo: number;
  /** Network windows start at multiples of this, so that strided layers see every tile in the same phase. */
  readonly multipleOf: number;
  /** What finishing a cell must see around it: a multiple of `scale`. */
  readonly context: number;
  /** What measuring the finished image must see around a pixel: a multiple of `scale`. */
  readonly margin: number;
  /** Side of the blocks that are written, from the window's corner. */
  readonly block: number;
}

/**
 * The stages of a streamed run and what each needs of the one before: network `windows` -> tile `supports` (cross-faded
 * into one image) -> `cells` (finished from `cellNeeds`) -> `measures` (from `measureNeeds`) and `blocks`.
 *
 * Tile edges lie context + fade/2 beyond the cell edges: a cell is then complete with its own tile and the earlier ones,
 * and only a strip of that width waits for the next row.
 */
export interface Geometry {
  readonly windows: Lattice;
  readonly supports: Lattice;
  readonly cells: Lattice;
  readonly cellNeeds: Lattice;
  readonly measures: Lattice;
  readonly measureNeeds: Lattice;
  readonly blocks: Lattice;
}

type Axis = { readonly [stage in keyof Geometry]: readonly Span[] };

export function geometry(options: GeometryOptions): Geometry {
  const { window } = options;
  const rows = axis(options, options.height, { from: window.row, to: window.row + window.height });
  const cols = axis(options, options.width, { from: window.col, to: window.col + window.width });
  const lattice = (stage: keyof Geometry): Lattice => ({ rows: rows[stage], cols: cols[stage] });
  return {
    windows: lattice("windows"),
    supports: lattice("supports"),
    cells: lattice("cells"),
    cellNeeds: lattice("cellNeeds"),
    measures: lattice("measures"),
    measureNeeds: lattice("measureNeeds"),
    blocks: lattice("blocks"),
  };
}

function axis({ scale, tile, fade, halo, multipleOf, context, margin, block }: GeometryOptions, extent: number, wanted: Span): Axis {
  const cellCuts: number[] = [];
  for (let cut = tile; cut < extent; cut += tile) cellCuts.push(Math.ceil(cut / scale) * scale);
  const tileCuts = cellCuts.map((cut) => cut + context + fade / 2);
  // a last tile narrower than its two ramps would meet three neighbours at once
  const supports = grown(between(extent, tileCuts.filter((cut) => extent - cut > fade)), { before: fade / 2, after: fade / 2, extent });
  const cells = between(extent, cellCuts);
  const measures = between(extent, cellCuts.map((cut) => cut - margin))
    .map(({ from, to }) => ({
      from: Math.max(from, wanted.from === 0 ? 0 : wanted.from + margin),
      to: Math.min(to, wanted.to === extent ? extent : wanted.to - margin),
    }))
    .filter(({ from, to }) => to > from);
  const blocks: Span[] = [];
  for (let from = wanted.from; from < wanted.to; from += block) blocks.push({ from, to: Math.min(from + block, wanted.to) });
  return {
    supports,
    windows: grown(supports, { before: halo, after: halo, extent }).map(({ from, to }) => ({
      from: Math.floor(from / multipleOf) * multipleOf,
      to: Math.min(extent, Math.ceil(to / multipleOf) * multipleOf),
    })),
    cells,
    cellNeeds: grown(cells, { before: context, after: context, extent }),
    measures,
    measureNeeds: grown(measures, { before: margin, after: margin, extent }),
    blocks,
  };
}
