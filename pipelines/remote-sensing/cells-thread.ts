import { spawnThread } from "../../shared/runtime/spawn.js";
import type { Samples } from "../../shared/tiles/canvas.js";
import type { Cells, Finishing } from "./cells.js";
import type { CellAnswer, CellRequest } from "./cells-worker.js";
import type { Residual } from "./consistency.js";

/**
 * The work on cells on a thread of its own, to the same bytes: this thread stays free for events. `x` and `values` of a cell
 * are shared with it, or given away where they do not lie in shared memory.
 */
export async function cellsApart(finishing: Finishing): Promise<Cells> {
  const worker = spawnThread("./cells-worker.js", import.meta.url);
  const waiting: { resolve: (value: never) => void; reject: (error: unknown) => void }[] = [];
  let gone: Error | undefined;
  const fail = (error: Error): void => {
    gone ??= error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on("error", fail);
  worker.once("exit", (code) => fail(new Error(`the thread that finishes cells ended with code ${code}`)));
  worker.on("message", (answer: CellAnswer) => {
    const call = waiting.shift();
    if (answer.ok) call?.resolve(answer.value as never);
    else call?.reject(answer.error);
  });
  const ask = <Value>(request: CellRequest, transfer: ArrayBuffer[] = []): Promise<Value> => {
    if (gone !== undefined) return Promise.reject(gone);
    return new Promise<Value>((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(request, transfer);
    });
  };
  const close = async (): Promise<void> => void (await worker.terminate());
  try {
    const { reach, range } = await ask<Pick<Cells, "reach" | "range">>({ kind: "open", finishing });
    return {
      reach,
      range,
      async finish(cell) {
        const values = await ask<Samples>({ kind: "finish", cell }, unshared(cell.x));
        // what comes back is another view of the same shared memory
        return values.buffer instanceof SharedArrayBuffer ? cell.x.subarray(0, values.length) : values;
      },
      measure: (cell) => ask<readonly Residual[]>({ kind: "measure", cell }, unshared(cell.values)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function unshared({ buffer }: Samples): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
