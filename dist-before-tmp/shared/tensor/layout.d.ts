import { type Tensor } from "./tensor.js";
/** Loops that move samples without changing them: crop, pad, and cutting or joining along items and channels. */
export interface Region {
    readonly row: number;
    readonly col: number;
    readonly height: number;
    readonly width: number;
}
/** The samples of `region`, which must lie inside x. */
export declare function crop(x: Tensor, { row, col, height, width }: Region): Tensor;
/** Writes `patch` into x at (row, col), in place; the patch must lie inside x and have its items and channels. */
export declare function pasteInPlace(x: Tensor, patch: Tensor, { row, col }: {
    row: number;
    col: number;
}): void;
export interface Padding {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
}
/** "edge" repeats the border sample, "reflect" mirrors around it without repeating it (numpy's names); any padding width. */
export declare function pad(x: Tensor, { top, bottom, left, right }: Padding, mode: "edge" | "reflect"): Tensor;
/** Nearest index inside 0..size-1. */
export declare function edgeIndex(i: number, size: number): number;
/** Index after mirroring at the border samples, as often as needed. */
export declare function reflectIndex(i: number, size: number): number;
/** Channels [from, to) of every item. */
export declare function sliceChannels(x: Tensor, from: number, to: number): Tensor;
/** Items side by side in the channel axis; items, heights and widths must agree. */
export declare function concatChannels(parts: readonly Tensor[]): Tensor;
/** The last two axes run backwards where asked. */
export declare function mirrored({ data, dims }: Tensor, { rows, columns }: {
    readonly rows: boolean;
    readonly columns: boolean;
}): Tensor;
/** Item b as a batch of one: a view, not a copy. */
export declare function item(x: Tensor, b: number): Tensor;
/** Batches joined along the item axis; channels, heights and widths must agree. */
export declare function stack(parts: readonly Tensor[]): Tensor;
