import type { Method, MethodContext } from "./method.js";
/**
 * DiffBFR (Qiu et al. 2023). Identity restoration: two conditional diffusions, at half and at full size, each started from the noised
 * image that conditions it; then texture enhancement, a short pass of the unconditional prior. Where the two start follows from the
 * error expected of the face; `start` sets the second's, the first's is then half as far again.
 */
export declare function diffbfr({ models, knobs }: MethodContext): Method;
