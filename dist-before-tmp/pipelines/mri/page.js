import { createPage } from "../../shared/report/page-folder.js";
import { gridText } from "./evaluate-place.js";
import { writePictures } from "./page-pictures.js";
/**
 * The report page of `mri-sr --report`: a folder that opens offline. It holds slices, figures, provenance and what a reader must
 * know; of the study it holds series numbers and controlled terms, no text of its files. Throws bad-option where `folder` exists.
 */
export async function writeRestorePage(folder, { series, leftOut, versions, signal }, { overwrite = false } = {}) {
    const writer = await createPage(folder, { overwrite });
    try {
        const sections = [];
        for (const it of series)
            sections.push(await section(writer, it, signal));
        const done = series.flatMap(({ result }) => result?.provenance ?? []);
        const failed = series.length - done.length;
        await writer.finish({
            title: "Restored MR series",
            lead: `${count(done.length, "series was", "series were")} restored${failed > 0 ? `, ${failed} failed` : ""}; ${count(leftOut.length, "other entry was", "other entries were")} left alone. The originals are unchanged.`,
            notices: notices(done),
            sections,
            tables: [
                ...(leftOut.length > 0 ? [{ title: "Left alone", head: ["what", "outcome", "why"], rows: leftOut.map(({ what, outcome, reason }) => [what, outcome, reason]) }] : []),
                { title: "Made with", rows: Object.entries(versions).map(([name, version]) => [name, version]) },
            ],
        });
    }
    catch (error) {
        await writer.discard();
        throw error;
    }
}
async function section(writer, { stack, result, problem }, signal) {
    const id = `series-${stack.key}`;
    const title = capital(stack.label);
    if (result === undefined)
        return { id, title, text: `Not restored: ${problem ?? "unknown"}`, tables: [] };
    const { before, after, deviation } = await result.volumes();
    const comparison = await writePictures(writer, { id, before, after, ...(deviation && { deviation }), ...(signal && { signal }) });
    const shown = comparison.frames.length === after.geometry.slices ? "All slices are shown." : `${comparison.frames.length} of the ${after.geometry.slices} slices are shown.`;
    return {
        id, title, comparison,
        text: `From ${gridText(before.geometry)} to ${gridText(after.geometry)}. ${shown}`,
        tables: [
            ...(result.figures.length > 0 ? [{ title: "Measured", rows: result.figures }] : []),
            provenanceTable(result.provenance),
        ],
    };
}
/** What the pictures can not say. */
function notices(done) {
    const enlarged = done.filter(({ scale, throughPlane }) => scale > 1 || throughPlane > 1);
    const generated = enlarged.some(({ method }) => method !== "zero-fill");
    const denoised = done.some((it) => it.denoised !== undefined);
    const sampled = done.some(({ samples }) => samples > 1);
    const told = [
        {
            tone: "warning", title: "Not for primary diagnosis",
            text: "These images were processed by software that is no medical device. Read the original series beside them, and take nothing for a finding that the original does not show.",
        },
    ];
    const made = [];
    if (generated) {
        made.push("The scanner measured k-space up to the original resolution; this part of each result equals that of the input (after denoising, if that was done), as far as the figures below say.", "Everything finer was not measured. The network made it up from what it has learned of other people's scans: it is plausible, not proven, and small structures can appear, vanish or change shape.");
    }
    else if (enlarged.length > 0)
        made.push("The images were enlarged by zero-filling of k-space: they look smoother and hold nothing that the input does not.");
    if (enlarged.some(({ throughPlane }) => throughPlane > 1))
        made.push("The slices between the measured ones were computed.");
    if (denoised)
        made.push("Noise was removed by a network. Faint structure of the noise's own strength can go with it or come out of it.");
    if (generated || denoised) {
        made.push(sampled
            ? "The uncertainty is the spread between samples of the network. It does not show errors that all samples share."
            : "No uncertainty was computed; --samples 8 adds it.");
    }
    if (made.length > 0)
        told.push({ tone: "note", title: "What was measured, and what was made up", text: made.join(" ") });
    return told;
}
function provenanceTable({ software, version, method, model, denoised, reference, scale, throughPlane, preset, seed, samples, device }) {
    const percent = (share) => `${Number((100 * share).toPrecision(3))} %`;
    return {
        title: "How it was made",
        rows: [
            ["software", `${software} ${version}`],
            ["method", method],
            ...(model ? [["model", `${model.id} ${model.version}, SHA-256 ${model.hash}`]] : []),
            ["denoised", denoised ? `by ${denoised.model}, SHA-256 ${denoised.hash}; noise of ${percent(denoised.sigma)} of the signal, extent ${denoised.alpha}` : "no"],
            ...(reference ? [["reference", `series ${reference.key}`]] : []),
            ["scale", `${scale} in plane, ${throughPlane} between slices`],
            ...(model || denoised ? [["preset", preset], ["seed", String(seed)], ["samples", String(samples)], ["device", device]] : []),
        ],
    };
}
function count(n, one, many) {
    return `${n} ${n === 1 ? one : many}`;
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
//# sourceMappingURL=page.js.map