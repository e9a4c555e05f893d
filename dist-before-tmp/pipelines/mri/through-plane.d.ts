import { type KspaceTruncation } from "../../shared/degradation/kspace.js";
import { type Measured } from "./agree.js";
import { type Method } from "./methods/method.js";
import { type Range } from "./within-range.js";
export interface ThroughPlaneOptions {
    /** Factor between slices. */
    readonly factor: number;
    /** What the result is made to agree with. */
    readonly profile: SliceProfile;
    readonly method: Method;
    readonly seed: number;
    /** Values that the result can hold, in model range. */
    readonly range?: ReturnType<Range>;
    /** Images that would not agree inside of it are left outside. */
    readonly orLeave?: boolean;
    /** Reformatted images done, of all. */
    readonly onImages?: (done: number, of: number) => void;
    readonly signal?: AbortSignal;
}
/** How a slice was measured: averaged over its thickness, as in 2-D imaging, or as a band-limited sample, as in 3-D imaging. */
export type SliceProfile = "average" | "truncated";
/** The k-space truncation along the slice axis, that networks see: ends are mirrored, since a stack does not go round. */
export declare function sliceTruncation(factor: number): KspaceTruncation;
/** A of gapless slices: the mean of `factor` thin ones. Its pseudo-inverse repeats each slice. */
export declare function sliceAverage(factor: number): Measured;
/** A along the stack. */
export declare function sliceMeasurement(factor: number, profile: SliceProfile): Measured;
/**
 * [slices, rows, columns] to [factor*slices, rows, columns] in model range: the in-plane method on both stacks of orthogonal reformats
 * (rows x slices, columns x slices), their mean, made to agree with the slices as `profile` says.
 */
export declare function throughPlane(volume: Float32Array, { slices, rows, columns }: {
    readonly slices: number;
    readonly rows: number;
    readonly columns: number;
}, options: ThroughPlaneOptions): Promise<Float32Array>;
