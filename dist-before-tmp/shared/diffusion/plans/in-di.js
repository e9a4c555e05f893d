/**
 * InDI (Delbracio & Milanfar 2023, eq. 8 and 11) on t = from, ..., from/K: z_t = (1-t) x0 + t y, so the start is y (or y + noise n
 * where the network was trained so). `brownian` is the epsilon_0 of a Brownian path, epsilon_t = epsilon_0/sqrt(t), whose
 * noise is renewed at each row but the last; 0 keeps the path deterministic. Step.t is t in (0, 1].
 */
export function inDI({ steps, from = 1, brownian = 0 }) {
    if (!Number.isInteger(steps) || steps < 1)
        throw new Error(`inDI: expected a whole number of steps of at least 1, got ${steps}`);
    if (!(from > 0 && from <= 1))
        throw new Error(`inDI: expected a start in (0, 1], got ${from}`);
    return Array.from({ length: steps }, (_, i) => {
        const t = (from * (steps - i)) / steps;
        const next = (from * (steps - i - 1)) / steps;
        return { t, keep: next / t, clean: 1 - next / t, previous: 0, anchor: 0, fresh: brownian * Math.sqrt(next * (1 - next / t)) };
    });
}
//# sourceMappingURL=in-di.js.map