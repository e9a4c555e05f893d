/** 8-bit levels in one unit of -1..1. */
export const LEVELS = 127.5;
/**
 * Root mean square error, in -1..1 units, that the regression network expects of its own result on each face: its second network,
 * trained on the logarithm. All automatic choices of start steps and presets go by it.
 */
export async function expectedError(regression, face, signal) {
    const { error } = await regression.run("error", { up: face }, signal && { signal });
    const value = Math.exp(error?.data[0] ?? NaN);
    if (!Number.isFinite(value))
        throw new Error(`network error of ${regression.card.id}: expected the logarithm of an error, got ${error?.data[0]}`);
    return value;
}
//# sourceMappingURL=severity.js.map