/** A few lines for a person. */
export function summary({ series, leftOut, warnings, seconds }) {
    const number = (v) => Number(v.toPrecision(3)).toString();
    const lines = series.map((it) => {
        if (it.outcome === "failed")
            return `failed    ${it.label}: ${it.problem}`;
        const noise = it.noise === undefined ? "" : it.noise.denoised ? `, denoised (${number(100 * it.noise.share)} %)` : `, not denoised (${it.noise.verdict})`;
        return `${it.outcome.padEnd(8)}  ${it.label}: ${it.folder}, ${it.grid.after}${noise}${it.reference ? `, ${guided(it.reference)}` : ""}, k-space of the input kept to ${number(it.consistency)} as ${it.stored}, ${it.files} ${it.files === 1 ? "file" : "files"}, ${(it.bytes / 2 ** 20).toFixed(1)} MiB`;
    });
    for (const { outcome, what, reason } of leftOut)
        lines.push(`${outcome.padEnd(8)}  ${what}: ${reason}`);
    for (const warning of warnings)
        lines.push(`warning   ${warning}`);
    const done = series.filter(({ outcome }) => outcome === "done").length;
    const skipped = series.filter(({ outcome }) => outcome === "skipped").length;
    const failed = series.length - done - skipped;
    lines.push(`${done} restored${skipped > 0 ? `, ${skipped} done before` : ""}${failed > 0 ? `, ${failed} failed` : ""} in ${seconds.toFixed(1)} s. Not for primary diagnosis.`);
    return lines.join("\n");
}
/** "guided by series 4 (moved by 0.2, -0.5, 0 mm)" */
function guided({ label, registration }) {
    const moved = registration === undefined ? "" : registration.used ? ` (moved by ${registration.shift.map((mm) => Number(mm.toFixed(2))).join(", ")} mm)` : ` (not moved: ${registration.reason})`;
    return `guided by ${label.split(",")[0]}${moved}`;
}
//# sourceMappingURL=restore-report.js.map