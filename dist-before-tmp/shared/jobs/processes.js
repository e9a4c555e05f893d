import { fork } from "node:child_process";
import { UnrecoverableError } from "bullmq";
import { environmentOf } from "./process.js";
/**
 * Processes that jobs run in, one job at a time each, kept between jobs: onnxruntime blocks its thread, and a process can be killed
 * inside a network call where a thread cannot. As many as there are jobs at once. Not BullMQ's own: a child of BullMQ 6.7 that is
 * killed before it has loaded leaves its job active for ever, since the listener for it goes before the event comes.
 */
export class Processes {
    module;
    settings;
    idle = [];
    all = new Set();
    /** `module` calls serveJobs. */
    constructor(module, settings) {
        this.module = module;
        this.settings = settings;
    }
    /** Throws what the job's process threw; where it ended instead, an Error that tells how. */
    run(data, { attemptsMade, signal, progress }) {
        const child = this.idle.pop() ?? this.start();
        return new Promise((resolve, reject) => {
            const order = (it) => void child.send(it, (error) => error && ended(null, null));
            const stop = () => order({ order: "stop" });
            const settle = () => {
                child.off("exit", ended);
                child.off("message", onAnswer);
                signal.removeEventListener("abort", stop);
            };
            const ended = (code, killedBy) => {
                settle();
                reject(new Error(`Unexpected exit code: ${code} signal: ${killedBy}`));
            };
            const onAnswer = (answer) => {
                if (answer.answer === "progress")
                    return progress({ done: answer.done, of: answer.of });
                settle();
                this.idle.push(child);
                if (answer.answer === "done")
                    return resolve(answer.outcome);
                const error = answer.last ? new UnrecoverableError(answer.message) : new Error(answer.message);
                error.stack = answer.stack;
                reject(error);
            };
            child.on("exit", ended);
            child.on("message", onAnswer);
            signal.addEventListener("abort", stop);
            order({ order: "run", data, attemptsMade });
            if (signal.aborted)
                stop();
        });
    }
    start() {
        const { execArgv, ...settings } = this.settings;
        const child = fork(this.module, [], { env: environmentOf(settings), execArgv: [...execArgv], stdio: ["ignore", "ignore", "inherit", "ipc"] });
        this.all.add(child);
        child.on("error", () => undefined); // what could not be started or sent to is told by its exit
        child.on("exit", () => {
            this.all.delete(child);
            const at = this.idle.indexOf(child);
            if (at >= 0)
                this.idle.splice(at, 1);
        });
        return child;
    }
    /** Ends all of them; to be called when no job runs. */
    async close() {
        await Promise.all([...this.all].map((child) => new Promise((resolve) => {
            child.once("exit", () => resolve());
            child.kill("SIGKILL"); // idle: there is nothing to lose
        })));
    }
}
//# sourceMappingURL=processes.js.map