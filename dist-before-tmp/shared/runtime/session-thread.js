import { spawnThread } from "./spawn.js";
/** What the thread could not do; the model turns it into the user's words. */
export class SessionFailure extends Error {
    kind;
    network;
    constructor(kind, message, network) {
        super(message);
        this.kind = kind;
        this.network = network;
    }
}
/** Starting one costs some 60 ms of CPU time, most of it to load onnxruntime. An idle one does not keep the process alive. */
export function startSessionThread() {
    const worker = spawnThread("./session-worker.js", import.meta.url);
    const pending = new Map();
    let id = 0;
    let gone;
    let ending;
    const fail = (error) => {
        gone = error;
        for (const { reject } of pending.values())
            reject(error);
        pending.clear();
    };
    const exited = new Promise((resolve) => worker.once("exit", (code) => (fail(new Error(`the network thread ended with code ${code}`)), resolve())));
    worker.on("error", fail);
    worker.on("message", (answer) => {
        const call = pending.get(answer.id);
        pending.delete(answer.id);
        if (pending.size === 0)
            worker.unref();
        if (answer.ok)
            call?.resolve(answer.value);
        else
            call?.reject(new SessionFailure(answer.failure.kind, answer.failure.message, answer.failure.network));
    });
    const ask = (request, transfer = []) => {
        if (gone !== undefined)
            return Promise.reject(gone);
        worker.ref();
        return new Promise((resolve, reject) => {
            pending.set(++id, { resolve, reject });
            worker.postMessage({ ...request, id }, transfer);
        });
    };
    const end = async () => {
        if (gone === undefined)
            await ask({ kind: "close" });
        worker.ref();
        await exited;
    };
    return { ask, end: () => (ending ??= end()) };
}
//# sourceMappingURL=session-thread.js.map