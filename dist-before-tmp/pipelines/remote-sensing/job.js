import { modelHash } from "../../shared/runtime/card.js";
import { discoverScenes, outputFor } from "./discover.js";
import { estimatedSeconds } from "./estimate.js";
import { fingerprintOf, keyOf } from "./fingerprint.js";
import { isDone } from "./job-done.js";
import { optionsOf } from "./job-options.js";
import { run } from "./job-run.js";
import { findMethodModel, requireScale } from "./models.js";
import { identityOf, openJob } from "./restore-job.js";
import { assembleSlabs, runSlab, slabCount } from "./slabs.js";
import { sizeOf } from "./space.js";
/** `rsr tile` as a job of a batch: the same bytes, with report, under the output's name. */
export const domain = {
    kind: "rsr",
    unit: { one: "scene", many: "scenes" },
    discover: discoverScenes,
    outputOf: (input, { folder, below, options: { scale } }) => outputFor(input, { ...(folder !== undefined && { folder }), ...(below !== undefined && { below }), ...(typeof scale === "string" && { scale }) }),
    check: (item) => void optionsOf(item),
    key,
    estimate,
    done: (item, wanted) => isDone(optionsOf(item), wanted),
    run,
    parts: slabCount,
    runPart: runSlab,
    assemble: assembleSlabs,
};
async function key(item, signal) {
    const options = optionsOf(item);
    const found = await findMethodModel(options);
    const job = await openJob(options, signal);
    try {
        const model = found && { card: found.card, hash: modelHash(found.card), device: options.device };
        if (model)
            requireScale(model, options.scale);
        return keyOf(await fingerprintOf({ ...job, input: await identityOf(job, signal), model }), options.input);
    }
    finally {
        await job.scene.close();
    }
}
async function estimate(item, signal) {
    const options = optionsOf(item);
    const found = await findMethodModel(options);
    const job = await openJob(options, signal);
    try {
        const { pixels, bytes } = sizeOf(job);
        return { pixels, bytes, seconds: estimatedSeconds(job, found?.card) };
    }
    finally {
        await job.scene.close();
    }
}
//# sourceMappingURL=job.js.map