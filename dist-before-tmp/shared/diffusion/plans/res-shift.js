/**
 * ResShift (Yue et al. 2023, eq. 7) or, deterministic, SinSR's ODE of the same chain (Wang et al. 2024, eq. 6), whose rows use the
 * anchor y = the degraded image at full size. Start: y + kappa sqrt(eta_T) n. Step.t is t - 1 = T-1..0, as the network is fed.
 */
export function resShift({ eta, kappa }, { deterministic = false } = {}) {
    return Array.from({ length: eta.length }, (_, row) => {
        const t = eta.length - 1 - row;
        const now = eta[t];
        const next = t === 0 ? 0 : eta[t - 1];
        if (!deterministic) {
            return { t, keep: next / now, clean: (now - next) / now, previous: 0, anchor: 0, fresh: kappa * Math.sqrt((next / now) * (now - next)) };
        }
        const keep = Math.sqrt(next / now);
        const geometric = Math.sqrt(next * now);
        return { t, keep, clean: 1 - next + geometric - keep, previous: 0, anchor: next - geometric, fresh: 0 };
    });
}
//# sourceMappingURL=res-shift.js.map