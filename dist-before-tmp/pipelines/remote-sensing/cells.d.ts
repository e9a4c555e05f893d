import type { Kernel } from "../../shared/degradation/kernel.js";
import type { Samples } from "../../shared/tiles/canvas.js";
import type { Region } from "../../shared/tiles/lattice.js";
import { type Residual } from "./consistency.js";
import { type Measured } from "./prepare.js";
import type { SampleType } from "./raster.js";
import type { BandStatistics } from "./statistics.js";
/** How a cell of the blended image becomes numbers of the file. Plain data: it also goes to a thread. */
export interface Finishing {
    readonly scene: {
        readonly height: number;
        readonly width: number;
        readonly sampleType: SampleType;
        readonly nodata: number | undefined;
    };
    /** One for each band that is restored. */
    readonly statistics: readonly BandStatistics[];
    readonly scale: number;
    /** Samples drawn of every band. */
    readonly seeds: number;
    /** The blur behind the measurement; none: bicubic decimation alone. */
    readonly kernel: Kernel | undefined;
    /** Whether the result is made to agree with the measurement; the residual is measured either way. */
    readonly enforce: boolean;
    /** Also the standard deviation over the samples, times the card's factor. */
    readonly deviationFactor?: number;
}
/** x [seeds * bands, h, w] over `need`, in model range. `input` is what was measured below `need`, where agreement is enforced. */
export interface CellToFinish {
    readonly need: Region;
    readonly region: Region;
    readonly x: Float32Array;
    readonly input: Measured | undefined;
}
/** The finished numbers `values` [bands (+ deviations), h, w] over `around`, and what was measured below it. */
export interface CellToMeasure {
    readonly around: Region;
    readonly inner: Region;
    readonly values: Samples;
    readonly input: Measured;
}
/** The work on cells, here or on a thread of its own (cells-thread.ts). */
export interface Cells {
    /** Input pixels around one that its measurement depends on, by way of output pixels. */
    readonly reach: number;
    /** Input pixels beyond which a correction is not felt. */
    readonly range: number;
    /** Stored numbers of `region`: [bands, h, w], then as many deviations where they are asked for. They lie at the start of `x`, or in an array of their own. */
    finish(cell: CellToFinish): Promise<Samples>;
    /** Residual of each band over the input pixels under `inner`. */
    measure(cell: CellToMeasure): Promise<readonly Residual[]>;
    close(): Promise<void>;
}
export declare function cellsHere(finishing: Finishing): Cells;
