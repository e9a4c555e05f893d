import { failureOf } from "../queue/failure.js";
import { clean } from "../staging.js";
const AT_ONCE = 500;
/** A part belongs to its assembly; it is no item. */
const isItem = (job) => job !== undefined && job.data.index === undefined;
/** Jobs of a kind in the queue, parts counted as jobs. */
export async function standing(queues, kind, { problems = 20 } = {}) {
    const queue = queues.queue(kind);
    const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized", "waiting-children", "completed", "failed");
    const failed = await itemsIn(queues, kind, "failed", problems);
    return {
        waiting: (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.prioritized ?? 0) + (counts["waiting-children"] ?? 0),
        running: counts.active ?? 0, done: counts.completed ?? 0, failed: counts.failed ?? 0,
        problems: failed.map(({ data, failedReason }) => ({ input: data.item.input, key: data.key, problem: failureOf(failedReason).message })),
    };
}
/** The items whose jobs failed for good, for another try. */
export async function failedItems(queues, kind) {
    return (await itemsIn(queues, kind, "failed")).map(({ data }) => data.item);
}
async function itemsIn(queues, kind, state, most = Infinity) {
    const found = [];
    for (let from = 0; found.length < most; from += AT_ONCE) {
        const page = await queues.queue(kind).getJobs([state], from, from + AT_ONCE - 1);
        found.push(...page.filter(isItem));
        if (page.length < AT_ONCE)
            break;
    }
    return found.slice(0, most);
}
/** Takes what waits out of the queue; what runs is finished by its worker. Returns how many items were taken out. */
export async function cancelWaiting(queues, kind) {
    const queue = queues.queue(kind);
    let removed = 0;
    for (const state of ["waiting-children", "waiting", "delayed", "prioritized"]) {
        let kept = 0; // parts that run keep their assembly
        for (;;) {
            const page = await queue.getJobs([state], kept, kept + AT_ONCE - 1);
            if (page.length === 0)
                break;
            for (const job of page) {
                const gone = await job?.remove({ removeChildren: true }).then(() => true, () => false);
                if (!gone)
                    kept++;
                else if (isItem(job))
                    removed++;
            }
        }
    }
    return removed;
}
/** Removes what killed attempts left beside the outputs of all items that the queue knows. */
export async function cleanUp(queues, kind) {
    const queue = queues.queue(kind);
    const outputs = new Set();
    for (const state of ["completed", "failed"])
        for (const { data } of await itemsIn(queues, kind, state))
            outputs.add(data.item.output);
    return await clean(outputs, async (id) => {
        const state = await queue.getJobState(id);
        return state !== "completed" && state !== "failed" && state !== "unknown";
    });
}
//# sourceMappingURL=standing.js.map