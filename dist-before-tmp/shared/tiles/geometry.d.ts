import { type Lattice } from "./lattice.js";
/** Output pixels everywhere, counted from the corner of the whole scene, so that a window of it meets the same tiles. */
export interface GeometryOptions {
    /** Size of the whole scene's output: multiples of `scale`. */
    readonly height: number;
    readonly width: number;
    readonly scale: number;
    /** The part that is wanted: on multiples of `scale`. */
    readonly window: {
        readonly row: number;
        readonly col: number;
        readonly height: number;
        readonly width: number;
    };
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
export declare function geometry(options: GeometryOptions): Geometry;
