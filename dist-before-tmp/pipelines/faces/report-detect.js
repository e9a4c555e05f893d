import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { RestorationError } from "../../shared/errors.js";
import { openDetector } from "./detect.js";
import { copiesOf, makeFolderOf } from "./outputs.js";
import { readPhoto } from "./read-photo.js";
import { drawMarks } from "./report-marks.js";
import { plural } from "./report.js";
import { writePhoto } from "./write-photo.js";
/** `bfr detect PHOTO...`: the faces of each, and copies with marks where --output names a place. A single photograph that cannot be read throws. */
export async function findInPhotos(inputs, options, signal) {
    const { output, overwrite, device, threads } = options;
    const copies = output === undefined ? undefined : await copiesOf(inputs, { output, overwrite });
    const detector = await openDetector({ device, ...(threads !== undefined && { threads }), ...(signal && { signal }) });
    const found = [];
    try {
        for (const [i, input] of inputs.entries()) {
            throwIfAborted(signal);
            try {
                const photo = await readPhoto(input, signal && { signal });
                found.push(await findInPhoto(photo, { name: basename(input), detector, ...options, ...(copies && { copy: copies[i] }), ...(signal && { signal }) }));
            }
            catch (error) {
                if (signal?.aborted || inputs.length === 1 || !(error instanceof RestorationError) || (error.code !== "bad-input" && error.code !== "bad-option"))
                    throw error;
                found.push({ name: basename(input), problem: error.message });
            }
        }
        return found;
    }
    finally {
        await detector.close();
    }
}
async function findInPhoto(photo, { name, detector, minSize, overwrite, copy, signal }) {
    const { faces, notes } = await detector.search(photo, { minSize, ...(signal && { signal }) });
    const numbered = faces.map((face, i) => ({ index: i + 1, ...face }));
    if (copy !== undefined) {
        const data = photo.data.slice();
        drawMarks({ width: photo.width, height: photo.height, data, white: photo.bits === 8 ? 255 : 65535 }, faces.map((face, i) => ({ index: i + 1, face })));
        await makeFolderOf(copy);
        await writePhoto({ ...photo, data, source: { ...photo.source, gray: false } }, copy, { overwrite, ...(signal && { signal }) });
    }
    return { name, width: photo.width, height: photo.height, faces: numbered, notes: [...photo.source.notes, ...notes], ...(copy !== undefined && { copy }) };
}
/** A few lines for a person. */
export function detectionText({ name, width, height, faces = [], notes = [], copy, problem }) {
    if (problem !== undefined)
        return `failed  ${problem}`;
    const lines = [`${name}: ${width}x${height}, ${plural(faces.length, "face")}${copy === undefined ? "" : `, marked in ${copy}`}`];
    for (const { index, box, score, landmarks: { leftEye, rightEye } } of faces) {
        const eyes = Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
        lines.push(`  ${String(index).padStart(3)}  ${Math.round(box.width)}x${Math.round(box.height)} at ${Math.round(box.x)},${Math.round(box.y)}  eyes ${eyes.toFixed(1)} px apart  score ${score.toFixed(2)}`);
    }
    return [...lines, ...notes.map((note) => `  note: ${note}`)].join("\n");
}
//# sourceMappingURL=report-detect.js.map