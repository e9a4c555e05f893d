import { createHash } from "node:crypto";
import { findings } from "./findings.js";
import { metadataOf } from "./fingerprint.js";
import { blockSizeFor } from "./cog-layout.js";
import { identify } from "./journal.js";
import { chosenBands, chosenWindow, isUrl, withoutQuery } from "./options.js";
import { openInput } from "./open-input.js";
export async function openJob(options, signal) {
    const scene = await openInput(options.input, { ...(signal && { signal }) });
    try {
        const outputBands = chosenBands(scene, options.bands);
        const bands = outputBands.filter((band) => scene.bands[band].interpretation !== "alpha");
        return { options, scene, bands, outputBands, window: chosenWindow(scene, options) };
    }
    catch (error) {
        await scene.close();
        throw error;
    }
}
/** What the input is, by its content; of a URL by what the server states. */
export async function identityOf({ options, scene: { files } }, signal) {
    if (files === undefined)
        return (await identify(options.input, signal)).identity;
    const all = createHash("sha256");
    for (const file of files)
        all.update(`${isUrl(file) ? withoutQuery(file) : ""} ${(await identify(file, signal)).identity}\n`);
    return `sha256 ${all.digest("hex")} of ${files.length} files`;
}
/** Statistics of the scene, and its blur where anything needs it. */
export async function findingsOf({ scene, bands, options }, models, { warn, signal }) {
    return findings(scene, bands, {
        models, scale: options.scale, seed: options.seed, kernel: options.kernel, device: options.device, warn,
        wantsKernel: models.method === "ddsr" || (options.consistency && models.method !== "bicubic"),
        ...(signal && { signal }),
    });
}
/** The rasters of a job: the result, and with several samples their deviation. */
export function cogsOf({ scene, bands, outputBands, window, options }, fingerprint) {
    const common = { scene, window, scale: options.scale, metadata: metadataOf(fingerprint) };
    const main = { ...common, bands: outputBands };
    if (options.samples === 1)
        return { main };
    const blockSize = Math.min(blockSizeFor(outputBands.length, scene.sampleType), blockSizeFor(bands.length, "float32")); // they are written block by block together
    const descriptions = bands.map((band) => `standard deviation of ${scene.bands[band].description ?? `band ${band + 1}`}`);
    return { main: { ...main, blockSize }, deviation: { ...common, blockSize, bands, sampleType: "float32", descriptions } };
}
//# sourceMappingURL=restore-job.js.map