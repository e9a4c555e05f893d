import type { Method } from "./methods/method.js";
import { type Prepared } from "./prepare.js";
import type { ComputeTile } from "./stream.js";
export interface ComputeTileOptions {
    readonly prepared: Prepared;
    readonly scale: number;
    readonly samples: number;
    readonly size: {
        readonly multipleOf: number;
        readonly minimum: number;
    };
    readonly groups: boolean;
    /** After each batch that a method worked on. */
    readonly onCalled: () => void;
}
/**
 * Window of the network -> input that fits its size rules -> samples over the tile's support, bands one after another, in an
 * array of tensor/spare.ts that the caller gives back.
 * Where nothing was measured no network is asked.
 */
export declare function computeTile(method: Method, { prepared, scale, samples, size, groups, onCalled }: ComputeTileOptions): ComputeTile;
