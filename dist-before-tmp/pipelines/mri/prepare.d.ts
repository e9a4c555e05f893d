import { type Tensor } from "../../shared/tensor/tensor.js";
import type { Volume } from "./volume.js";
/** The percentile that becomes 1 in model range where no card says which; the value 0 stays 0. One number for a volume. */
export declare const RANGE_PERCENTILE = 99.5;
/** The `percentile` of the measured voxels (linear between order statistics, as numpy's); NaN where nothing was measured. */
export declare function signalRange(volume: Volume, percentile?: number): number;
/** The same, letting other events in between. Throws bad-input where it is not above 0: such a volume has no signal. */
export declare function requireSignalRange(volume: Volume, { subject, percentile }: {
    readonly subject: string;
    readonly percentile?: number;
}): Promise<number>;
/** Of the measured and finite values; Infinity and -Infinity where there is none. */
export declare function valueExtent({ data, valid }: Volume): Promise<{
    readonly smallest: number;
    readonly largest: number;
}>;
/** Slices [from, from + count) in model range, [count, 1, rows, columns]. What was not measured becomes 0: air. */
export declare function sliceBatch({ geometry: { rows, columns }, data, valid }: Volume, { from, count, high }: {
    readonly from: number;
    readonly count: number;
    readonly high: number;
}): Tensor;
