import { jobId, partId } from "../payload.js";
/**
 * Asks for one item: what stands is left, what waits or runs is not asked for twice, what failed is tried again from its first
 * attempt. Throws RestorationError where the input cannot be read.
 */
export async function submit(item, { domain, queues, batch, overwrite, partPixels, signal }) {
    const key = await domain.key(item, signal);
    const id = jobId(key, item.output);
    if (await domain.done(item, key))
        return { item, key, id, standing: { state: "already" } };
    const queue = queues.queue(domain.kind);
    const earlier = await queue.getJob(id);
    if (earlier !== undefined) {
        const state = await earlier.getState();
        if (state !== "completed" && state !== "failed")
            return { item, key, id, standing: { state: "queued" } };
        await earlier.remove({ removeChildren: true });
    }
    const data = { item, key, batch, overwrite };
    const of = (await domain.parts?.(item, partPixels, signal)) ?? 1;
    if (of <= 1)
        await queue.add("item", data, { jobId: id });
    else
        await queues.flow().add(divided(data, { id, of, name: queue.name }), { queuesOptions: { [queue.name]: { defaultJobOptions: queue.defaultJobOptions } } });
    return { item, key, id, standing: { state: "queued" } };
}
/** Parts in any order on any machine, then their assembly; a part that fails for good fails the whole. */
function divided(data, { id, of, name }) {
    return {
        name: "assemble", queueName: name, data: { ...data, of }, opts: { jobId: id },
        children: Array.from({ length: of }, (_, index) => ({ name: "part", queueName: name, data: { ...data, index, of }, opts: { jobId: partId(id, index), failParentOnFailure: true } })),
    };
}
//# sourceMappingURL=submit.js.map