import type { SeparableSum } from "./separable-sum.js";
/**
 * A A' on the LR grid, edges included, for A = sum_r V_r x H_r: the pairs (V_r V_q') x (H_r H_q'), which are many, made
 * into a short sum again. It spares the solver the way over the HR grid. Terms below `tolerance` of the largest are dropped.
 */
export declare function normalSum({ vertical, horizontal }: SeparableSum, tolerance: number): SeparableSum;
