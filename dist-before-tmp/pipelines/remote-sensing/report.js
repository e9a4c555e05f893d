import { agreement, expectedResidual, NOISE_DEVIATIONS } from "./consistency.js";
import { withoutQuery } from "./options.js";
export function reportOf({ options, scene, model, findings, result, ...p }) {
    const bands = p.bands.map((band, b) => bandReport(band, findings.statistics.bands[b], result.residuals[b]));
    const pixels = bands.reduce((sum, { residual }) => sum + residual.pixels, 0);
    const within = result.residuals.reduce((sum, residual) => sum + residual.within, 0);
    const squares = bands.reduce((sum, { residual: { rms, expected, pixels: count } }) => sum + count * (rms === 0 ? 0 : rms / expected) ** 2, 0);
    return {
        input: { source: withoutQuery(options.input), identity: p.input, width: scene.width, height: scene.height, sampleType: scene.sampleType },
        output: { path: options.output, ...p.output, ...(p.deviation !== undefined && { deviation: p.deviation }) },
        options: p.fingerprint,
        ...(model && { model: { id: model.card.id, version: model.card.version, sha256: model.hash, device: model.device, threads: model.threads, notes: model.notes } }),
        versions: p.versions,
        bands,
        consistency: { enforced: options.consistency, within: pixels === 0 ? 1 : within / pixels, rms: pixels === 0 ? 0 : Math.sqrt(squares / pixels) },
        ...(findings.kernel && { kernel: findings.kernel }),
        work: { tiles: result.tiles, networkCalls: result.networkCalls, resumed: p.resumed },
        seconds: p.seconds,
        warnings: p.warnings,
    };
}
function bandReport(band, statistics, { count, max, sumOfSquares, within, clamped }) {
    return {
        band: band + 1,
        offset: statistics.offset,
        gain: statistics.gain,
        noise: statistics.noise,
        residual: {
            max, rms: count === 0 ? 0 : Math.sqrt(sumOfSquares / count), expected: expectedResidual(statistics),
            bound: agreement(statistics), within: count === 0 ? 1 : within / count, pixels: count, clamped,
        },
    };
}
/** A few lines for a person. */
export function summary(report) {
    const { output, bands, consistency, work, seconds, kernel } = report;
    const number = (v) => Number(v.toPrecision(3)).toString();
    const lines = [
        `${output.path}: ${output.width}x${output.height}, ${(output.bytes / 2 ** 20).toFixed(1)} MiB, ${work.tiles} tiles, ${work.networkCalls} network calls, ${(seconds.prepare + seconds.tiles + seconds.write).toFixed(1)} s`,
    ];
    if (output.deviation !== undefined)
        lines.push(`${output.deviation}: standard deviation`);
    if (kernel && kernel.source === "predicted")
        lines.push(`blur kernel: predicted from ${kernel.windows} windows, which agree to ${number(kernel.agreement ?? 0)}; of ${number(kernel.width ?? 1)} times that width the result agrees best`);
    for (const { band, noise, residual: r } of bands) {
        const clamped = r.clamped > 0 ? `, ${r.clamped} pixels left out as clamped` : "";
        lines.push(`band ${band}: noise ${number(noise)}; |A(output) - input| rms ${number(r.rms)} (expected ${number(r.expected)}), max ${number(r.max)}, ${(100 * r.within).toFixed(2)} % within ${number(r.bound)}${clamped}`);
    }
    lines.push(`consistency ${consistency.enforced ? "on" : "off"}: ${(100 * consistency.within).toFixed(2)} % of the measurements within half a step or ${NOISE_DEVIATIONS} deviations of the noise; rms ${number(consistency.rms)} of what noise and rounding make`);
    return lines.join("\n");
}
//# sourceMappingURL=report.js.map