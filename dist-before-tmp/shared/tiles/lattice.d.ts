/** Rectangles of an image too big for memory, as rows times columns of spans; spans may overlap, and ascend at both ends. */
/** [from, to). */
export interface Span {
    readonly from: number;
    readonly to: number;
}
/** Pixels [row, row + height) x [col, col + width). */
export interface Region {
    readonly row: number;
    readonly col: number;
    readonly height: number;
    readonly width: number;
}
/** Cell i is rows[i / cols.length | 0] x cols[i % cols.length]: raster order. */
export interface Lattice {
    readonly rows: readonly Span[];
    readonly cols: readonly Span[];
}
export declare function cellCount({ rows, cols }: Lattice): number;
export declare function cellRegion({ rows, cols }: Lattice, index: number): Region;
/** Cells that share a pixel with `region`, in raster order. */
export declare function touching(lattice: Lattice, region: Region): number[];
/** Consecutive spans between 0, the cuts that lie inside, and `extent`. */
export declare function between(extent: number, cuts: readonly number[]): Span[];
/** Every span longer by `before` and `after`, kept inside [0, extent). */
export declare function grown(spans: readonly Span[], { before, after, extent }: {
    before: number;
    after: number;
    extent: number;
}): Span[];
export declare function intersection(a: Region, b: Region): Region;
export declare function isEmpty({ height, width }: Region): boolean;
