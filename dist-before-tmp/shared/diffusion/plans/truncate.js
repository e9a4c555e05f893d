/**
 * The rows at or below level `from` (in the units of Step.t): start late, from a diffused guess (CCDF, DifFace, DR2) or, with VE
 * levels, from the noisy image itself (R2D2+). The first row kept falls back to first order, having no estimate before it.
 */
export function truncate(plan, from) {
    const first = plan.findIndex(({ t }) => t <= from);
    if (first < 0)
        throw new Error(`truncate: expected a level of at least ${plan.at(-1)?.t}, got ${from}`);
    return plan.slice(first).map((step, i) => (i === 0 ? { ...step, clean: step.clean + step.previous, previous: 0 } : step));
}
/** The rows at or above level `at`; the last of them returns its clean estimate (DR2's output step, WaveDM's early exit). */
export function stopAt(plan, at) {
    const kept = plan.filter(({ t }) => t >= at);
    if (kept.length === 0)
        throw new Error(`stopAt: expected a level of at most ${plan[0]?.t}, got ${at}`);
    return kept.map((step, i) => (i + 1 < kept.length ? step : { t: step.t, keep: 0, clean: 1, previous: 0, anchor: 0, fresh: 0 }));
}
//# sourceMappingURL=truncate.js.map