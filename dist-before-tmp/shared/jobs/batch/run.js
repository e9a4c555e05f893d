import { basename, dirname } from "node:path";
import { versions } from "../../report/versions.js";
import { failureFrom } from "../queue/failure.js";
import { prune } from "../queue/open.js";
import { clean } from "../staging.js";
import { startWorkers } from "../workers.js";
import { Follower } from "./follow.js";
import { serveMetrics } from "./metrics.js";
import { submit } from "./submit.js";
import { Summary } from "./summary.js";
/**
 * Items through a queue to their end. `items` may come as they are found (a watched folder). Stopped by the signal, running jobs go
 * back to the queue and the same call continues. What killed attempts left beside the outputs is removed at the end.
 */
export async function runBatch(domain, queues, items, settings, context) {
    const started = performance.now();
    const known = Array.isArray(items) ? items.length : undefined;
    const summary = await Summary.begin(settings.summary, { kind: domain.kind, batch: settings.batch, items: known ?? 0, versions: versions() });
    let metrics;
    let workers;
    const run = new Run(domain, queues, summary, settings, { ...context, known });
    try {
        if (settings.metricsPort !== undefined)
            metrics = await serveMetrics(queues, [domain.kind], { port: settings.metricsPort });
        run.metrics = metrics;
        if (!queues.shared)
            await takeBack(queues, domain.kind);
        if (settings.work)
            workers = startWorkers(queues, { ...settings.work, kinds: [domain.kind], onEnded: (_, { outcome, problem }) => void (outcome === "retried" && context.progress.warn(`an attempt failed and is repeated: ${problem}`)) });
        await run.all(items);
        context.progress.stop();
        if (context.signal.aborted)
            await workers?.stop();
        else
            await workers?.drain();
        await run.cleanUp();
        await prune(queues.queue(domain.kind));
        const totals = { ...run.totals, seconds: (performance.now() - started) / 1000 };
        await summary.finish(totals);
        return totals;
    }
    finally {
        context.progress.stop();
        await run.close();
        await metrics?.close();
        if (context.signal.aborted)
            await workers?.stop();
        else
            await workers?.drain();
    }
}
/** Nobody else can be at work in a queue that only this process may open: what runs there belonged to one that was killed. */
async function takeBack(queues, kind) {
    for (const job of await queues.queue(kind).getJobs(["active"]))
        await job?.moveToWait("0"); // "0": whoever holds the lock
}
class Run {
    domain;
    queues;
    summary;
    settings;
    context;
    metrics;
    asked = new Map();
    /** One output of each folder that was written to. */
    folders = new Map();
    counts = { items: 0, done: 0, already: 0, failed: 0 };
    finishing = new Set();
    follower;
    woken = () => undefined;
    constructor(domain, queues, summary, settings, context) {
        this.domain = domain;
        this.queues = queues;
        this.summary = summary;
        this.settings = settings;
        this.context = context;
        this.follower = new Follower(queues, domain.kind, (ending) => this.ended(ending));
        context.signal.addEventListener("abort", () => this.woken());
    }
    get totals() {
        return { ...this.counts, waiting: this.asked.size };
    }
    async all(items) {
        const { signal } = this.context;
        this.tell();
        for await (const item of items) {
            if (signal.aborted)
                break;
            await this.ask(item);
        }
        if (this.asked.size > 0)
            this.context.progress.stage(`${this.asked.size} in the queue`);
        while (this.asked.size + this.finishing.size > 0 && !signal.aborted) {
            await new Promise((resolve) => {
                this.woken = resolve;
                if (this.asked.size + this.finishing.size === 0 || signal.aborted)
                    resolve();
            });
        }
        await Promise.all(this.finishing);
    }
    async ask(item) {
        const number = ++this.counts.items;
        try {
            const { batch, overwrite, partPixels } = this.settings;
            const { id, key, standing } = await submit(item, { domain: this.domain, queues: this.queues, batch, overwrite, partPixels, signal: this.context.signal });
            this.folders.set(dirname(item.output), item.output);
            if (standing.state === "already") {
                this.afterwards(item, { item: number, outcome: "already", key, ...this.paths(item, [item.output]) });
                return;
            }
            this.asked.set(id, { number, item, key });
            await this.follower.follow(id);
        }
        catch (error) {
            if (this.context.signal.aborted) {
                this.counts.items--;
                return;
            }
            this.report({ item: number, outcome: "failed", ...this.paths(item), ...problemOf(error) });
        }
    }
    ended(ending) {
        const asked = this.asked.get(ending.id);
        if (asked === undefined)
            return;
        this.asked.delete(ending.id);
        const { number, item, key } = asked;
        const { outcome, attempts, seconds, warnings, problem, code, outputs } = ending;
        this.metrics?.ended(this.domain.kind, ending);
        this.afterwards(item, {
            item: number, outcome, key, ...this.paths(item, outputs), attempts,
            ...(seconds !== undefined && { seconds }), ...(warnings.length > 0 && { warnings }), ...(problem !== undefined && { problem }), ...(code !== undefined && { code }),
        });
    }
    afterwards(item, line) {
        const { after, signal } = this.context;
        const work = after === undefined || line.outcome === "failed" ? Promise.resolve() : after(item, signal);
        const reported = work.then(() => this.report(line), (error) => {
            if (!signal.aborted)
                this.report({ ...line, outcome: "failed", ...problemOf(error) });
        }).finally(() => {
            this.finishing.delete(reported);
            this.woken();
        });
        this.finishing.add(reported);
    }
    report(line) {
        if (line.outcome !== "cancelled")
            this.counts[line.outcome]++;
        void this.summary.add(line).catch((error) => this.context.progress.warn(`the summary cannot be written: ${failureFrom(error).message}`));
        this.context.onItem?.(line);
        if (line.outcome === "failed")
            this.context.progress.warn(`item ${line.item}${line.input === undefined ? "" : ` (${basename(line.input)})`}: ${line.problem}`);
        this.tell();
    }
    tell() {
        const { done, already, failed, items } = this.counts;
        const of = this.context.known ?? items;
        if (this.context.known !== undefined)
            this.context.progress.count(done + already + failed, of);
    }
    paths(item, outputs) {
        return this.domain.confidentialPaths ? {} : { input: item.input, ...(outputs && { outputs }) };
    }
    /** Only where no job may be at work there: other workers may still run what this run stopped waiting for. */
    async cleanUp() {
        const queue = this.queues.queue(this.domain.kind);
        await clean(this.folders.values(), async (id) => {
            const state = await queue.getJobState(id);
            return state !== "completed" && state !== "failed" && state !== "unknown";
        });
    }
    async close() {
        await this.follower.close();
    }
}
function problemOf(error) {
    const { code, message } = failureFrom(error);
    return { problem: message, code };
}
//# sourceMappingURL=run.js.map