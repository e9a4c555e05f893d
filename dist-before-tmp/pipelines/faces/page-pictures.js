import sharp from "sharp";
import { paint } from "../../shared/report/page-picture.js";
import { drawMarks } from "./report-marks.js";
import { short } from "./report.js";
/** Longest side of a whole photograph on the page, in pixels. */
const WHOLE = 1600;
/** Smallest end of the deviation's scale, in 8-bit levels: rounding must not look like a finding. */
const LEAST_LEVELS = 4;
/** The whole photograph before and after, with the faces numbered beside. */
export async function wholePictures(writer, { id, before, after, marks }) {
    const shown = await shrunk(before);
    const gain = shown.width / before.width;
    const marked = { ...shown, data: Uint8Array.from(shown.data) };
    drawMarks({ ...marked, white: 255 }, marks.map(({ index, face }) => ({ index, face: scaled(face, gain) })));
    const pictures = [
        await writer.picture(`${id}-before`, shown),
        await writer.picture(`${id}-after`, await shrunk(after, shown)),
        marks.length > 0 ? await writer.picture(`${id}-faces`, marked) : undefined,
    ];
    return {
        unit: "photograph", aspect: before.width / before.height, first: 0, wipe: { left: 0, right: 1 }, frames: [{ label: "", pictures }],
        panels: [
            { title: "Before", caption: "The photograph as it was given." },
            { title: "After", caption: "The result." },
            { title: "Faces", caption: "What was found, numbered as in the tables." },
        ],
    };
}
/** One face before and after, and how much of it the samples do not agree on. */
export async function facePictures(writer, { id, face: { index, before, after, deviation }, white }) {
    const side = before.dims[3];
    const frame = {
        label: `face ${index}`,
        pictures: [
            await writer.picture(`${id}-before`, inColour(before)),
            await writer.picture(`${id}-after`, inColour(after)),
            deviation && (await writer.picture(`${id}-deviation`, paint(deviation.data, { width: side, height: side, low: 0, high: white, map: "spread" }))),
        ],
    };
    return {
        unit: "face", aspect: 1, first: 0, wipe: { left: 0, right: 1 }, frames: [frame],
        panels: [
            { title: "Before", caption: "The face as it was given, turned upright and brought to 256 x 256 pixels." },
            { title: "After", caption: "The same place of the result." },
            { title: "Made up", caption: "Standard deviation between samples: bright is where the network made up what the photograph does not say. Dark is where the samples agree, which is not where they are right.", scale: { map: "spread", low: "0", high: short(255 * white), unit: "8-bit levels" } },
        ],
    };
}
/** The high end of the deviation's scale, the same for all faces, 0..1 units. */
export function deviationScale(faces) {
    let high = LEAST_LEVELS / 255;
    for (const { deviation } of faces) {
        if (deviation === undefined)
            continue;
        const ordered = Float32Array.from(deviation.data).sort();
        high = Math.max(high, ordered[Math.floor(0.998 * (ordered.length - 1))]);
    }
    return high;
}
/** At most WHOLE pixels across, or as large as `like`; 8 bits. */
async function shrunk({ width, height, data, bits }, like) {
    const gain = Math.min(1, WHOLE / Math.max(width, height));
    const size = like ?? { width: Math.max(1, Math.round(width * gain)), height: Math.max(1, Math.round(height * gain)) };
    const small = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false }).resize({ width: size.width, height: size.height, fit: "fill" });
    if (bits === 8)
        return { width: size.width, height: size.height, channels: 3, data: await small.raw().toBuffer() };
    const { buffer, byteOffset, byteLength } = await small.toColourspace("rgb16").raw({ depth: "ushort" }).toBuffer();
    const wide = new Uint16Array(buffer, byteOffset, byteLength / 2);
    return { width: size.width, height: size.height, channels: 3, data: Uint8Array.from(wide, (v) => Math.round(v / 257)) };
}
function scaled({ box, landmarks, score }, gain) {
    const at = ({ x, y }) => ({ x: x * gain, y: y * gain });
    return {
        score, box: { ...at(box), width: box.width * gain, height: box.height * gain },
        landmarks: { leftEye: at(landmarks.leftEye), rightEye: at(landmarks.rightEye), nose: at(landmarks.nose), mouth: at(landmarks.mouth) },
    };
}
/** [1, 3, h, w] of 0..1 as 8-bit RGB. */
function inColour({ dims: [, , height, width], data }) {
    const plane = width * height;
    const out = new Uint8Array(3 * plane);
    for (let c = 0; c < 3; c++)
        for (let i = 0; i < plane; i++)
            out[3 * i + c] = Math.min(255, Math.max(0, Math.round(255 * data[c * plane + i])));
    return { width, height, channels: 3, data: out };
}
//# sourceMappingURL=page-pictures.js.map