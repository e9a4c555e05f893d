/**
 * Image-to-image Schroedinger bridge (Liu et al. 2023, algorithm 2), from z = y at the last index to x0. Each row samples the
 * bridge between the clean estimate and the state; `ode` leaves the noise out (OT-ODE). The last row goes to variance 0
 * rather than to that of index 0. Step.t is the index.
 */
export function i2sb({ forward }, { steps, ode = false }) {
    const interval = forward.length;
    if (!Number.isInteger(steps) || steps < 1 || steps >= interval)
        throw new Error(`i2sb: expected steps in 1..${interval - 1}, got ${steps}`);
    const index = (i) => Math.round(((interval - 1) * (steps - i)) / steps);
    return Array.from({ length: steps }, (_, i) => {
        const t = index(i);
        const now = forward[t];
        const next = i + 1 === steps ? 0 : forward[index(i + 1)];
        const delta = now - next;
        return { t, keep: next / now, clean: delta / now, previous: 0, anchor: 0, fresh: ode ? 0 : Math.sqrt((next * delta) / now) };
    });
}
//# sourceMappingURL=i2sb.js.map