import { createPage } from "../../shared/report/page-folder.js";
import { deviationScale, facePictures, wholePictures } from "./page-pictures.js";
import { faceCount, notice, plural, short } from "./report.js";
/**
 * The report page of `bfr --report`: a folder that opens offline, with a slider that wipes each face from before to after. Of the
 * file it names the base name only, and nothing of its EXIF. Throws bad-option where `folder` exists.
 */
export async function writePhotoPage(folder, { report, before, after, faces }, { overwrite = false } = {}) {
    const writer = await createPage(folder, { overwrite });
    try {
        const marks = report.faces.flatMap(({ index, found }) => (found ? [{ index, face: found }] : []));
        const sections = [];
        if (marks.length > 0) {
            sections.push({
                id: "photograph", title: "The photograph", text: sizeText(report),
                comparison: await wholePictures(writer, { id: "photograph", before, after, marks }),
                tables: [facesTable(report.faces)],
            });
        }
        const white = deviationScale(faces);
        for (const face of faces) {
            sections.push(await faceSection(writer, { face, told: report.faces.find(({ index }) => index === face.index), white }));
        }
        await writer.finish({
            title: `Restored faces of ${report.input.name}`,
            lead: `${faceCount(report.faces)}. The original is unchanged.`,
            notices: notices(report),
            sections,
            tables: [madeHow(report), { title: "Made with", rows: Object.entries(report.versions) }],
        });
    }
    catch (error) {
        await writer.discard();
        throw error;
    }
}
function sizeText({ input, output }) {
    const from = `${input.width} x ${input.height} pixels`;
    const coded = ["png", "tiff"].includes(output.format) ? "" : ", but for what encoding the file again loses";
    return output.width === input.width ? `${from}. Outside the faces every pixel is as it was${coded}.` : `From ${from} to ${output.width} x ${output.height}; outside the faces only enlarged.`;
}
function facesTable(faces) {
    return {
        title: "Faces", head: ["face", "across", "score", "what was done"],
        rows: faces.map(({ index, nativeSide, found, action, reason }) => [String(index), `${Math.round(nativeSide)} px`, found ? found.score.toFixed(2) : "", action === "skipped" ? `skipped: ${reason}` : action]),
    };
}
async function faceSection(writer, { face, told, white }) {
    const id = `face-${face.index}`;
    const { consistency: c, identity } = told;
    const rows = [
        ["pixels of the photograph across", String(Math.round(told.nativeSide))],
        ...(told.inside === undefined ? [] : [["in the picture", `${Math.round(100 * told.inside)} %`]]),
        ["put back", told.action === "changed" ? "as a change, which keeps the photograph's own finer detail" : "in place of what was there"],
        ...(c ? [["agreement with the input", `after a blur of ${short(c.blur)} px the result differs from it by ${short(c.residual)} levels of 255; its noise is ${short(c.noise)}`]] : []),
        ...(identity ? [["identity between samples", `agreement ${short(identity.agreement)}${identity.varies ? ": it varies" : ""}`]] : []),
        ...(told.calls === undefined ? [] : [["network calls", `${told.calls} a sample`]]),
        ...(told.seconds === undefined ? [] : [["time", `${told.seconds.toFixed(1)} s`]]),
    ];
    const settings = Object.entries(told.settings ?? {}).map(([name, value]) => [name, typeof value === "number" ? short(value) : value]);
    return {
        id, title: `Face ${face.index}`,
        text: identity?.varies ? "The samples look like different people: the photograph does not say enough about this face." : "Move the divider to compare.",
        comparison: await facePictures(writer, { id, face, white }),
        tables: [{ title: "Measured", rows }, ...(settings.length > 0 ? [{ title: "Chosen for this face", rows: settings }] : [])],
    };
}
/** What the pictures can not say. */
function notices({ method, faces, warnings, notes, fingerprint }) {
    const sampled = faces.some(({ identity }) => identity !== undefined);
    const invented = method !== "bicubic";
    return [
        ...(invented
            ? [
                { tone: "warning", title: "Partly made up", text: `${notice} Do not use them to recognise, compare or judge anyone.` },
                {
                    tone: "note", title: "What the photograph says, and what was made up",
                    text: "The coarse features of each face come from the photograph, as far as the agreement below says. Skin, hair, eyes and teeth as they look now are what the network has learned of other people's faces: plausible, not measured. It learned mostly from adults in formal dress, two thirds of them men and most of them white, and may pull other faces towards these. " +
                        (sampled ? "The uncertainty is the spread between samples of the network. It does not show errors that all samples share." : Number(fingerprint.samples) > 1 ? "" : "No uncertainty was computed; --samples 8 adds it."),
                },
            ]
            : [{ tone: "note", title: "Nothing was restored", text: "The method bicubic puts every face back as it was, for comparison." }]),
        ...(warnings.length > 0 ? [{ tone: "warning", title: plural(warnings.length, "warning"), text: `${warnings.join(". ")}.` }] : []),
        ...(notes.length > 0 ? [{ tone: "note", title: "About the file", text: `${notes.join("; ")}.` }] : []),
    ];
}
function madeHow({ method, models, detector, fingerprint, input, output }) {
    return {
        title: "How it was made",
        rows: [
            ["method", method],
            ...models.map(({ id, version, sha256, device }) => ["model", `${id} ${version} on ${device}, SHA-256 ${sha256}`]),
            ...(detector ? [["detector", `${detector.name}, SHA-256 ${detector.sha256}`]] : []),
            ...["preset", "samples", "seed"].flatMap((name) => (fingerprint[name] === undefined ? [] : [[name, fingerprint[name]]])),
            ["input", `SHA-256 ${input.sha256}`],
            ["result", `SHA-256 ${output.sha256}`],
        ],
    };
}
//# sourceMappingURL=page.js.map