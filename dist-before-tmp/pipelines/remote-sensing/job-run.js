import { basename, join } from "node:path";
import { RestorationError } from "../../shared/errors.js";
import { publish } from "../../shared/jobs/publish.js";
import { modelHash, readCard } from "../../shared/runtime/card.js";
import { openModel } from "../../shared/runtime/model.js";
import { keyOf } from "./fingerprint.js";
import { isDone, outputsOf, reportOfKey } from "./job-done.js";
import { optionsOf } from "./job-options.js";
import { restoreScene } from "./restore.js";
import { refuseExisting } from "./space.js";
import { spaceError } from "./write.js";
/** A scene as a whole, in the attempt's own folder until it is complete. */
export async function run(item, wanted, context) {
    const options = optionsOf(item);
    if (await isDone(options, wanted))
        return { outputs: outputsOf(options), already: true, warnings: [] };
    await refuseForeign(options, wanted, context);
    const report = await restoreScene(staged(options, context), contextOf(options, wanted, context)).catch((error) => Promise.reject(stopped(options, error, context)));
    return place(options, wanted, { context, warnings: report.warnings });
}
/** The options of an attempt: the same name in its own folder. */
export function staged(options, { staging, threads }) {
    return { ...options, output: join(staging, basename(options.output)), threads: options.threads ?? threads, stac: true, resume: false, overwrite: false };
}
export function contextOf({ input, output }, wanted, { warm, signal, progress, warn }) {
    return {
        named: output,
        signal,
        open: warmModels(warm),
        progress: { stage: () => undefined, count: progress, warn, stop: () => undefined },
        accept: (fingerprint) => requireKey(fingerprint, { input, wanted }),
    };
}
/** Throws bad-input where input or model are no longer what was asked for: the result would pass for something else. */
function requireKey(fingerprint, { input, wanted }) {
    if (keyOf(fingerprint, input) === wanted)
        return;
    throw new RestorationError("bad-input", `${basename(input.replace(/[?#].*$/, ""))}: expected the input, model and program that the job was made for, got others; ask for it again`);
}
/** Gives what an attempt made its names; where another attempt was first, that one stands. */
export async function place(options, wanted, { context, warnings }) {
    const outputs = outputsOf(options);
    const already = await isDone(options, wanted);
    if (!already) {
        await refuseForeign(options, wanted, context);
        await publish(outputs.map((to) => ({ from: join(context.staging, basename(to)), to })), { staging: context.staging, replace: true }).catch((error) => Promise.reject(spaceError(options.output, error)));
    }
    return { outputs, already, warnings };
}
/** What stands under the output's names may be replaced if asked for; beside a report of this key, placed before its rasters, a deviation may too. */
export async function refuseForeign(options, wanted, { overwrite }) {
    if (overwrite)
        return;
    const begun = (await reportOfKey(options, wanted)) !== undefined;
    await refuseExisting(begun ? { ...options, samples: 1 } : options).catch(async (error) => {
        if (!(await isDone(options, wanted)))
            throw error; // another attempt has just placed it
    });
}
/** The error of an attempt that ended, which says of one that was stopped that it may start again. */
export function stopped({ output }, error, { signal }) {
    if (!signal.aborted)
        return error;
    return new RestorationError("aborted", `${basename(output)}: stopped; nothing of this attempt is kept`, { cause: error, retry: true });
}
/** Models by folder and content; whoever closes one leaves it open for the next job. */
function warmModels(warm) {
    return async (folder, options) => {
        const hash = modelHash(await readCard(folder));
        const model = await warm.open(`${folder} ${hash}`, options, (lasting) => openModel(folder, lasting));
        return { ...model, close: async () => undefined };
    };
}
//# sourceMappingURL=job-run.js.map