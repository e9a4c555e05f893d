import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { ahead } from "../../shared/tiles/ahead.js";
import { alignFace, alignedPhoto } from "./align.js";
import { restoreFace } from "./restore-face.js";
import { stopwatch } from "./restore-job.js";
/** Faces at a time: one is aligned, compared and averaged while the networks run for the other. */
const AT_ONCE = 2;
/** The faces in their order, with the bytes that each would have alone. Progress is counted in samples. Throws aborted. */
export async function restoreFaces(photo, faces, { models, options: { knobs, samples, seed }, progress, signal }) {
    const all = faces.length * samples;
    let drawn = 0;
    progress.count(0, all);
    const onSample = () => progress.count(++drawn, all);
    const watch = stopwatch();
    const done = [];
    const restored = ahead(faces, AT_ONCE, async (face) => {
        throwIfAborted(signal);
        const aligned = face.found ? alignFace(photo, face.found.landmarks) : alignedPhoto(photo);
        const result = await restoreFace(models, aligned.image, { knobs, samples, seed, onSample, ...(signal && { signal }) });
        return { ...face, aligned, result };
    });
    for await (const face of restored)
        done.push({ ...face, seconds: watch() });
    return done;
}
//# sourceMappingURL=restore-faces.js.map