import { basename } from "node:path";
import { throwIfAborted } from "../../shared/diffusion/sample.js";
import { RestorationError } from "../../shared/errors.js";
import { silent } from "../../shared/report/progress.js";
import { versions } from "../../shared/report/versions.js";
import { openDetector } from "./detect.js";
import { openFaceModels } from "./models.js";
import { placesOf } from "./outputs.js";
import { modelsIn } from "./restore-job.js";
import { restorePhoto } from "./restore-photo.js";
/**
 * `bfr PHOTO...`: read -> detect and align -> restore -> put back -> write, photograph by photograph; each result appears under its
 * name when it is complete, its JSON report last. Of several photographs, one that is at fault (not a photograph, no face in it) is
 * reported as failed and the next one is done; a single one throws. Whatever stops all of them is thrown as RestorationError.
 */
export async function restorePhotos(inputs, options, { progress = silent, signal, open = openTools } = {}) {
    const started = performance.now();
    const places = await placesOf(inputs, options);
    const photos = [];
    let opened;
    const unopened = new Set();
    const tools = () => {
        if (opened !== undefined)
            return opened;
        opened = open(options, signal);
        for (const each of [opened.models, opened.detector])
            each?.catch((error) => unopened.add(error));
        void opened.models.then((models) => modelsIn(models).forEach(({ card, device, notes }) => progress.stage([`${card.id} ${card.version} on ${device}`, ...notes].join("; "))), () => undefined);
        return opened;
    };
    try {
        for (const [i, place] of places.entries()) {
            progress.stage(places.length === 1 ? basename(place.input) : `photograph ${i + 1} of ${places.length}: ${basename(place.input)}`);
            try {
                throwIfAborted(signal);
                photos.push(await restorePhoto(place, { options, tools, progress, ...(signal && { signal }) }));
            }
            catch (error) {
                if (signal?.aborted)
                    throw new RestorationError("aborted", places.length === 1 ? "stopped; nothing was written" : "stopped; the photographs that are complete are kept, continue with --resume", { cause: error, retry: true });
                if (places.length === 1 || unopened.has(error) || !ofOnePhoto(error))
                    throw error;
                const { message: problem } = error;
                photos.push({ outcome: "failed", input: { name: basename(place.input) }, problem });
                progress.warn(problem);
            }
        }
        return { report: { versions: versions(), photos, seconds: (performance.now() - started) / 1000 }, places: places.map(({ photo }) => photo) };
    }
    finally {
        progress.stop();
        await opened?.close();
    }
}
/** What a run opens, by its options. */
export function toolOptions({ method, model, prior, regression, aligned, device, threads }) {
    const common = { device, ...(threads !== undefined && { threads }) };
    return {
        models: { method, ...common, ...(model !== undefined && { model }), ...(prior !== undefined && { prior }), ...(regression !== undefined && { regression }) },
        ...(!aligned && { detector: common }),
    };
}
function openTools(options, signal) {
    const of = toolOptions(options);
    const abort = signal && { signal };
    const detector = of.detector && openDetector({ ...of.detector, ...abort });
    const models = openFaceModels({ ...of.models, ...abort });
    return {
        models, ...(detector && { detector }),
        async close() {
            for (const it of await Promise.allSettled([models, detector]))
                if (it.status === "fulfilled")
                    await it.value?.close();
        },
    };
}
/** A fault of the photograph, its size among them, and not of the run. */
function ofOnePhoto(error) {
    return error instanceof RestorationError && (error.code === "bad-input" || error.code === "bad-option");
}
//# sourceMappingURL=restore.js.map