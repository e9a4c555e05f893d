import { failureOf } from "../queue/failure.js";
/** Jobs looked at in one round of the sweep, and how often it goes round. */
const SWEEP = { jobs: 200, everyMs: 5000 };
/**
 * Follows jobs to their end, wherever they run. Events tell of most; a sweep finds what was missed while a server or this process was
 * away, so that a batch never waits for a job that has ended.
 */
export class Follower {
    queues;
    kind;
    ended;
    progressed;
    pending = new Map();
    timer;
    sweeping;
    closed = false;
    events;
    constructor(queues, kind, ended, progressed = () => undefined) {
        this.queues = queues;
        this.kind = kind;
        this.ended = ended;
        this.progressed = progressed;
        this.events = queues.events(kind);
        this.events.on("completed", ({ jobId }) => void this.look(jobId));
        this.events.on("failed", ({ jobId }) => void this.look(jobId));
        this.events.on("progress", ({ jobId, data }) => {
            if (!this.pending.has(jobId))
                return;
            this.pending.set(jobId, data);
            this.progressed();
        });
        this.timer = setInterval(() => void (this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))), SWEEP.everyMs);
    }
    /** Jobs that have not ended. */
    get waiting() {
        return this.pending.size;
    }
    /** What running jobs have done, in jobs. */
    get underway() {
        let sum = 0;
        for (const it of this.pending.values())
            if (it && it.of > 0)
                sum += it.done / it.of;
        return sum;
    }
    /** From now on; a job that has ended already is told at once. */
    async follow(id) {
        this.pending.set(id, undefined);
        await this.look(id);
    }
    async look(id) {
        if (!this.pending.has(id) || this.closed)
            return;
        const job = await this.queues.queue(this.kind).getJob(id).catch(unreachable);
        if (job === "unreachable" || !this.pending.has(id))
            return;
        const ending = job === undefined ? removed(id) : await endingOf(job).catch(unreachable);
        if (ending === undefined || ending === "unreachable" || !this.pending.delete(id))
            return;
        this.ended(ending);
    }
    async sweep() {
        for (const id of [...this.pending.keys()].slice(0, SWEEP.jobs)) {
            if (this.closed)
                return;
            await this.look(id);
            const progress = this.pending.get(id);
            if (this.pending.delete(id))
                this.pending.set(id, progress); // the next round begins behind it
        }
    }
    async close() {
        this.closed = true;
        clearInterval(this.timer);
        await this.sweeping;
    }
}
/** A server that is away for a moment: the next sweep asks again. */
function unreachable() {
    return "unreachable";
}
async function endingOf(job) {
    const state = await job.getState();
    if (state !== "completed" && state !== "failed")
        return undefined;
    const { processedOn, finishedOn } = job;
    const common = {
        id: job.id, attempts: job.attemptsMade,
        ...(processedOn !== undefined && finishedOn !== undefined && { seconds: (finishedOn - processedOn) / 1000 }),
    };
    if (state === "failed") {
        const { code, message } = failureOf(job.failedReason);
        return { ...common, outcome: "failed", outputs: [], warnings: [], problem: message, code };
    }
    const { outputs, warnings, already } = job.returnvalue;
    return { ...common, outcome: already ? "already" : "done", outputs, warnings };
}
function removed(id) {
    return { id, outcome: "failed", outputs: [], warnings: [], attempts: 0, problem: "removed from the queue before it was done" };
}
//# sourceMappingURL=follow.js.map