import { add, subtract } from "../../shared/tensor/loops.js";
/** x + A^+ (y - A x): the measured band of k-space becomes the measurement's, all else stays (range-null decomposition). */
export async function agree(operator, x, y) {
    return add(x, await operator.pseudoInverseInParts(subtract(y, await operator.applyInParts(x))));
}
//# sourceMappingURL=agree.js.map