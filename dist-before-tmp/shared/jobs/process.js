import { cpus } from "node:os";
import { asQueueError } from "./queue/failure.js";
import { runJob } from "./run-job.js";
import { Warm } from "./warm.js";
const names = { kind: "DOMAIN_SR_KIND", threads: "DOMAIN_SR_THREADS", device: "DOMAIN_SR_DEVICE" };
export function environmentOf({ kind, threads, device }) {
    return { ...process.env, [names.kind]: kind, [names.threads]: String(threads), ...(device !== undefined && { [names.device]: device }) };
}
/** Progress is told at most this often; it costs a round trip to the queue. */
const TELL_MS = 500;
/** The whole life of a job's process: runs what it is sent, one job at a time, with models that stay open between jobs. */
export async function serveJobs(domainOf) {
    // the worker decides when this ends, not the terminal; an orphan must not write for a queue that gave its job to somebody else
    for (const signal of ["SIGINT", "SIGTERM"])
        process.on(signal, () => undefined);
    process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
    const warm = new Warm();
    const threads = Number(process.env[names.threads]) || cpus().length;
    const device = process.env[names.device];
    const domain = domainOf(process.env[names.kind]);
    let running = new AbortController();
    process.on("message", (order) => {
        if (order.order === "stop")
            return running.abort();
        running = new AbortController();
        let told = -Infinity;
        const progress = (done, of) => {
            const now = performance.now();
            if (now - told < TELL_MS && done < of)
                return;
            told = now;
            send({ answer: "progress", done, of });
        };
        domain.then((it) => runJob(it, order.data, { warm, threads, signal: running.signal, progress, ...(device !== undefined && { device }) })).then((outcome) => send({ answer: "done", outcome }), (error) => {
            const { name, message, stack = "" } = asQueueError(error, order);
            send({ answer: "failed", message, stack, last: name === "UnrecoverableError" });
        });
    });
}
function send(answer) {
    process.send(answer);
}
//# sourceMappingURL=process.js.map