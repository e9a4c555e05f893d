/** What a network predicts; the name of its output says which. */
export const PREDICTIONS = ["x0", "epsilon", "v"];
/**
 * x0 from a prediction on a variance preserving chain, in place over `output`:
 * epsilon: (z - sqrt(1-A) eps)/sqrt(A) (Ho et al. 2020); v: sqrt(A) z - sqrt(1-A) v (Salimans & Ho 2022).
 */
export function toClean(prediction, output, z, schedule, t) {
    if (prediction === "x0")
        return;
    const A = schedule?.abar[t];
    if (A === undefined)
        throw new Error(`${prediction}: expected an index of the card's schedule, got t = ${t}`);
    const [state, predicted] = prediction === "v" ? [Math.sqrt(A), -Math.sqrt(1 - A)] : [1 / Math.sqrt(A), -Math.sqrt(1 / A - 1)];
    for (let i = 0; i < output.length; i++)
        output[i] = state * z[i] + predicted * output[i];
}
//# sourceMappingURL=prediction.js.map