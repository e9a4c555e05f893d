import { jobId, partsFolder } from "./payload.js";
import { inStaging, made } from "./staging.js";
/**
 * One job in a worker's process, whole, a part or an assembly; idempotent. The outcome of a part is empty.
 * Throws RestorationError for what the input or the machine is to blame for.
 */
export async function runJob(domain, data, { device, ...context }) {
    const { key, overwrite, index, of } = data;
    const item = withDevice(data.item, device);
    const id = jobId(key, item.output);
    const warnings = [];
    if (index === undefined && (await domain.done(item, key)))
        return { outputs: [item.output], already: true, warnings };
    return await inStaging(item.output, index === undefined ? id : `${id}-part${index}`, async (staging) => {
        const run = { ...context, staging, overwrite, warn: (message) => void warnings.push(message) };
        if (of === undefined)
            return await domain.run(item, key, run);
        if (!domain.runPart || !domain.assemble)
            throw new Error(`${domain.kind}: a job in parts, which this pipeline does not know`);
        const common = partsFolder(item.output, id);
        await made(common);
        const shared = { ...run, common };
        if (index === undefined)
            return await domain.assemble(item, key, of, shared);
        await domain.runPart(item, key, { index, of }, shared);
        return { outputs: [], already: false, warnings };
    });
}
function withDevice(item, device) {
    return device === undefined || item.options.device !== undefined ? item : { ...item, options: { ...item.options, device } };
}
//# sourceMappingURL=run-job.js.map