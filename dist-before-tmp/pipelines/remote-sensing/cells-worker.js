/** Thread that finishes and measures cells; answers come in the order of the requests. */
import { parentPort } from "node:worker_threads";
import { cellsHere } from "./cells.js";
const port = parentPort;
let cells;
port.on("message", async (request) => {
    try {
        const value = await answer(request);
        port.postMessage({ ok: true, value }, ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : []);
    }
    catch (error) {
        port.postMessage({ ok: false, error });
    }
});
async function answer(request) {
    if (request.kind === "finish")
        return cells.finish(request.cell);
    if (request.kind === "measure")
        return cells.measure(request.cell);
    cells = cellsHere(request.finishing);
    return { reach: cells.reach, range: cells.range };
}
//# sourceMappingURL=cells-worker.js.map