import { evaluateStudies, parseSeries } from "../../pipelines/mri/index.js";
import { expected } from "../../shared/errors.js";
import { optionChecks } from "../../shared/options.js";
import { exactJson } from "../shared/json.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED } from "../shared/main.js";
const definitions = `
Series are compared where they lie on the same voxels; where several do, the one whose number differs by a multiple of 1000.
with --reference, the truth:
  PSNR, SSIM      in units of --range; PSNR over all voxels, and the mean of the slices' own; SSIM as scikit-image with
                  gaussian_weights, sigma 1.5, mean of the slices
  detail          power above the input's Nyquist frequency (half the result's without --lr) against the truth's, dB:
                  0 is right, negative too smooth
with --lr, what the result was made from, where A = truncation of k-space to its grid:
  k-space         |A(result) - input| / |input|: 0 where the measured band is untouched; denoising shows here as well
  noise           of the input, and of A(result), estimated from patches of the body (see the docs for its limits)
  SNR, CNR        mean of the foreground, and difference of its brighter and darker tissue (two thresholds after Otsu),
                  over the noise; the same voxels before and after`;
export function register(program, exit) {
    program
        .command("eval")
        .description("compare a result with the truth, and with what it was made from")
        .requiredOption("--input <study>", "the result: a folder, a DICOM file or a NIfTI file")
        .option("--reference <study>", "the truth on the same voxels")
        .option("--lr <study>", "what the result was made from")
        .option("--series <list>", "series of the input, by number or key")
        .option("--reference-series <list>", "series of the reference")
        .option("--lr-series <list>", "series of --lr")
        .option("--range <number>", "span of the data (default: the 99.5th percentile of the reference)")
        .option("--json", "the figures as JSON")
        .addHelpText("after", definitions)
        .action(async (raw) => {
        const evaluation = await onInterrupt((signal) => run(raw, signal), () => process.stderr.write("stopping\n"));
        if (evaluation.results.length === 0) {
            const why = evaluation.leftOut.map(({ label, reason }) => `${label}: ${reason}`).join("; ") || "it holds no series";
            throw expected("bad-input", { subject: "--input", want: "a series that can be compared", got: `none (${why})`, advice: "see mri-sr inspect" });
        }
        process.stdout.write(`${raw.json ? exactJson(evaluation) : text(evaluation)}\n`);
        if (evaluation.leftOut.length > 0)
            exit(SOME_FAILED);
    });
}
async function run({ input, reference, lr, range, ...raw }, signal) {
    const { positive, wrong } = optionChecks("see mri-sr eval --help");
    if (reference === undefined && lr === undefined)
        throw wrong("--reference, --lr", "one of them, or both", "neither");
    for (const [flag, given, needs, other] of [["--reference-series", raw.referenceSeries, "--reference", reference], ["--lr-series", raw.lrSeries, "--lr", lr], ["--range", range, "--reference", reference]]) {
        if (given !== undefined && other === undefined)
            throw wrong(flag, `${needs} with it`, "none");
    }
    return evaluateStudies({
        input, signal, ...(reference !== undefined && { reference }), ...(lr !== undefined && { low: lr }), ...(range !== undefined && { range: positive("--range", range) }),
        ...(raw.series !== undefined && { series: parseSeries(raw.series) }),
        ...(raw.referenceSeries !== undefined && { referenceSeries: parseSeries(raw.referenceSeries, "--reference-series") }),
        ...(raw.lrSeries !== undefined && { lowSeries: parseSeries(raw.lrSeries, "--lr-series") }),
    });
}
function text({ results, leftOut }) {
    return [...results.map(table), ...leftOut.map(({ label, reason }) => `${label}\nnot compared    ${reason}`)].join("\n\n");
}
function table({ label, grid, reference, low, fidelity: f, against: a }) {
    const n = (v, digits = 4) => (Number.isFinite(v) ? Number(v.toPrecision(digits)).toString() : String(v));
    const rows = [["grid", grid]];
    if (f) {
        rows.push(["reference", reference]);
        rows.push(["PSNR", `${f.psnr.toFixed(2)} dB (mean of slices ${f.psnrOfSlices.toFixed(2)}) over ${n(f.range)}; RMSE ${n(f.rmse)}`]);
        if (f.ssim !== undefined)
            rows.push(["SSIM", f.ssim.toFixed(4)]);
        if (f.detail)
            rows.push(["detail", `${f.detail.decibels.toFixed(2)} dB of the reference's above ${n(f.detail.above, 3)} cycles/pixel`]);
        rows.push(["noise", `${noise(f.noise.result)}; reference ${noise(f.noise.reference)}`]);
    }
    if (a) {
        rows.push(["input", low]);
        rows.push(["k-space", `differs by ${n(a.consistency.relative, 3)} of the input's, in the worst slice by ${n(a.consistency.worstSlice, 3)}`]);
        rows.push(["noise before", noise(a.noise.before)]);
        rows.push(["noise after", noise(a.noise.after)]);
    }
    return [label, ...rows.map(([name, value]) => `${name.padEnd(14)}  ${value}`)].join("\n");
}
function noise({ sigma, verdict, snr, cnr }) {
    const n = (v) => Number(v.toPrecision(3)).toString();
    const doubt = verdict === "reliable" ? "" : ` (${verdict === "no-body" ? "no body to measure it in" : verdict})`;
    return `sigma ${n(sigma)}${doubt}${snr === undefined ? "" : `, SNR ${n(snr)}, CNR ${n(cnr)}`}`;
}
//# sourceMappingURL=eval.js.map