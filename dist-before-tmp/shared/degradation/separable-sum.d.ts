import { type Banded } from "../tensor/banded.js";
/** sum_r V_r x H_r on planes: V_r [out height, in height] along the height, H_r [out width, in width] along the width. */
export interface SeparableSum {
    readonly vertical: readonly Banded[];
    readonly horizontal: readonly Banded[];
}
export declare function transposeSum({ vertical, horizontal }: SeparableSum): SeparableSum;
/**
 * out = (sum_r V_r x H_r) x for one plane, row-major: x at `from`, out at `to`. Products and sums are float32, in an order
 * that depends on nothing but the tables.
 */
export declare function applySum(sum: SeparableSum, x: Float32Array, from: number, out: Float32Array, to: number): void;
