import { fileURLToPath } from "node:url";
import { WaitingError } from "bullmq";
import { Processes } from "./processes.js";
import { failureOf } from "./queue/failure.js";
/** Workers for jobs of `kinds`. From source (tests, tsx) their processes load TypeScript through tsx. */
export function startWorkers(queues, { kinds, concurrency, threads, device, lockMs, processor, onEnded }) {
    const execArgv = processor.endsWith(".ts") ? ["--import", "tsx"] : [];
    const workers = kinds.map((kind) => {
        const processes = new Processes(fileURLToPath(processor), { kind, threads, execArgv, ...(device !== undefined && { device }) });
        const work = async (job, token, signal = new AbortController().signal) => {
            try {
                return await processes.run(job.data, { attemptsMade: job.attemptsMade, signal, progress: (done) => void job.updateProgress(done).catch(() => undefined) });
            }
            catch (error) {
                if (!signal.aborted)
                    throw error;
                await job.moveToWait(token);
                throw new WaitingError("stopped; it waits for a worker");
            }
        };
        // BullMQ gives a signal to functions of three parameters only
        const worker = queues.worker(kind, (job, token, signal) => work(job, token, signal), {
            concurrency, ...(lockMs !== undefined && { lockDuration: lockMs, lockRenewTime: lockMs / 3, stalledInterval: lockMs / 2 }),
        });
        worker.on("completed", (job) => onEnded?.(kind, { outcome: job.name === "part" ? "part" : job.returnvalue.already ? "already" : "done", ...secondsOf(job) }));
        worker.on("failed", (job, error) => onEnded?.(kind, { outcome: job === undefined || job.finishedOn === undefined ? "retried" : "failed", problem: failureOf(error.message).message, ...secondsOf(job) }));
        return { worker, processes };
    });
    const drain = async () => {
        await Promise.all(workers.map(async ({ worker, processes }) => {
            await worker.close();
            await processes.close();
        }));
    };
    return {
        drain,
        async stop() {
            const closed = drain();
            for (const { worker } of workers)
                worker.cancelAllJobs("stopped by the user");
            await closed;
        },
    };
}
function secondsOf(job) {
    return job?.processedOn === undefined || job.finishedOn === undefined ? {} : { seconds: (job.finishedOn - job.processedOn) / 1000 };
}
//# sourceMappingURL=workers.js.map