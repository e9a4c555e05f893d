import type { Geometry } from "../../shared/tiles/geometry.js";
import { type Region } from "../../shared/tiles/lattice.js";
import type { Cells } from "./cells.js";
import { type Residual } from "./consistency.js";
import { type Prepared } from "./prepare.js";
import type { CogWriter } from "./write.js";
/** Results of one tile in model range: [seeds * bands, h, w] over its support. */
export type ComputeTile = (window: Region, support: Region, signal?: AbortSignal) => Promise<Float32Array>;
export interface StreamOptions {
    readonly prepared: Prepared;
    readonly scale: number;
    /** Samples drawn of every band. */
    readonly seeds: number;
    /** Finishes and measures the cells; `enforce`: they need to know what was measured. */
    readonly cells: Cells;
    readonly enforce: boolean;
    readonly geometry: Geometry;
    readonly fade: number;
    readonly compute: ComputeTile;
    /** Tiles that are computed while another is finished. */
    readonly ahead: number;
    /** Bands read and written, alpha included; `prepared.bands` are those of them that are restored. */
    readonly outputBands: readonly number[];
    readonly window: Region;
    readonly writer: CogWriter;
    /** The standard deviation over the samples, of the restored bands. */
    readonly deviation?: CogWriter;
    /** Residuals of cells that an interrupted run measured. */
    readonly measured: ReadonlyMap<number, readonly Residual[]>;
    /** Whether an output region that was to be measured is another run's to measure. */
    readonly elsewhere?: (measure: Region) => boolean;
    readonly onMeasured: (cell: number, residuals: readonly Residual[]) => Promise<void>;
    readonly onTile: (done: number, of: number) => void;
    readonly signal?: AbortSignal;
}
/**
 * tiles -> blended image -> finished cells -> residuals and blocks of the file, each as soon as what it needs is there.
 * Memory holds the tiles in work and a strip along the row; what an earlier run wrote is not computed again. Returns the
 * residual of each restored band.
 */
export declare function stream(options: StreamOptions): Promise<Residual[]>;
