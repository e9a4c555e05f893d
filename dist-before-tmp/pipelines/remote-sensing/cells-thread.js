import { spawnThread } from "../../shared/runtime/spawn.js";
/**
 * The work on cells on a thread of its own, to the same bytes: this thread stays free for events. `x` and `values` of a cell
 * are shared with it, or given away where they do not lie in shared memory.
 */
export async function cellsApart(finishing) {
    const worker = spawnThread("./cells-worker.js", import.meta.url);
    const waiting = [];
    let gone;
    const fail = (error) => {
        gone ??= error;
        for (const { reject } of waiting.splice(0))
            reject(error);
    };
    worker.on("error", fail);
    worker.once("exit", (code) => fail(new Error(`the thread that finishes cells ended with code ${code}`)));
    worker.on("message", (answer) => {
        const call = waiting.shift();
        if (answer.ok)
            call?.resolve(answer.value);
        else
            call?.reject(answer.error);
    });
    const ask = (request, transfer = []) => {
        if (gone !== undefined)
            return Promise.reject(gone);
        return new Promise((resolve, reject) => {
            waiting.push({ resolve, reject });
            worker.postMessage(request, transfer);
        });
    };
    const close = async () => void (await worker.terminate());
    try {
        const { reach, range } = await ask({ kind: "open", finishing });
        return {
            reach,
            range,
            async finish(cell) {
                const values = await ask({ kind: "finish", cell }, unshared(cell.x));
                // what comes back is another view of the same shared memory
                return values.buffer instanceof SharedArrayBuffer ? cell.x.subarray(0, values.length) : values;
            },
            measure: (cell) => ask({ kind: "measure", cell }, unshared(cell.values)),
            close,
        };
    }
    catch (error) {
        await close();
        throw error;
    }
}
function unshared({ buffer }) {
    return buffer instanceof ArrayBuffer ? [buffer] : [];
}
//# sourceMappingURL=cells-thread.js.map