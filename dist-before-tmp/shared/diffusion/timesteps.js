import { expected } from "../errors.js";
/** The visited indices, strictly descending. Throws bad-option where `steps` does not fit. */
export function timesteps(schedule, { steps, spacing = "trailing", from = schedule.abar.length - 1 }) {
    if (!Number.isInteger(from) || from < 0 || from >= schedule.abar.length)
        throw new Error(`timesteps: expected a start index in 0..${schedule.abar.length - 1}, got ${from}`);
    if (!Number.isInteger(steps) || steps < 1 || steps > from + 1) {
        throw expected("bad-option", { subject: "steps", want: `a whole number from 1 to ${from + 1}`, got: steps, advice: "choose fewer steps; 4 to 16 are usual" });
    }
    switch (spacing) {
        case "trailing":
            return Int32Array.from({ length: steps }, (_, i) => roundHalfToEven((from + 1) * (1 - i / steps)) - 1);
        case "even":
            return Int32Array.from({ length: steps }, (_, i) => (steps === 1 ? from : roundHalfToEven((from * (steps - 1 - i)) / (steps - 1))));
        case "stride":
            return strided(steps, from);
        case "log-snr":
            return logSnr(schedule, steps, from);
    }
}
// The rounding of the Python code that these grids come from; Math.round differs on every other tie.
function roundHalfToEven(value) {
    const floor = Math.floor(value);
    if (value - floor !== 0.5)
        return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
}
function strided(steps, from) {
    for (let stride = 1; stride <= from + 1; stride++) {
        if (Math.ceil((from + 1) / stride) === steps)
            return Int32Array.from({ length: steps }, (_, i) => stride * (steps - 1 - i));
    }
    throw expected("bad-option", { subject: "steps", want: `a count that a whole stride over ${from + 1} indices gives`, got: steps, advice: "choose another count or another spacing" });
}
function logSnr({ abar }, steps, from) {
    const lambda = (t) => 0.5 * Math.log(abar[t] / (1 - abar[t]));
    const visited = new Int32Array(steps);
    const high = lambda(from);
    const low = lambda(0);
    let t = from;
    for (let i = 0; i < steps; i++) {
        const target = high + ((low - high) * i) / steps;
        while (t > 0 && Math.abs(lambda(t - 1) - target) <= Math.abs(lambda(t) - target))
            t--;
        // One index per row even where the grid is finer than the schedule, leaving room for the rows that follow.
        visited[i] = Math.max(steps - 1 - i, Math.min(t, i === 0 ? from : visited[i - 1] - 1));
    }
    return visited;
}
//# sourceMappingURL=timesteps.js.map