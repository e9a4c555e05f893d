import type { KspaceTruncation } from "../../shared/degradation/kspace.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
/** A with A A^+ = I. */
export type Measured = Pick<KspaceTruncation, "applyInParts" | "pseudoInverseInParts">;
/** x + A^+ (y - A x): the measured band of k-space becomes the measurement's, all else stays (range-null decomposition). */
export declare function agree(operator: Measured, x: Tensor, y: Tensor): Promise<Tensor>;
