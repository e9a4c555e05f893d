/** Thread that finishes and measures cells; answers come in the order of the requests. */
import { parentPort } from "node:worker_threads";
import type { Samples } from "../../shared/tiles/canvas.js";
import { cellsHere, type Cells, type CellToFinish, type CellToMeasure, type Finishing } from "./cells.js";
import type { Residual } from "./consistency.js";

export type CellRequest =
  | { readonly kind: "open"; readonly finishing: Finishing }
  | { readonly kind: "finish"; readonly cell: CellToFinish }
  | { readonly kind: "measure"; readonly cell: CellToMeasure };
export type CellAnswer =
  | { readonly ok: true; readonly value: Pick<Cells, "reach" | "range"> | Samples | readonly Residual[] }
  | { readonly ok: false; readonly error: unknown };

const port = parentPort!;
let cells: Cells;

port.on("message", async (request: CellRequest) => {
  try {
    const value = await answer(request);
    port.postMessage({ ok: true, value } satisfies CellAnswer, ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : []);
  } catch (error) {
    port.postMessage({ ok: false, error } satisfies CellAnswer);
  }
});

async function answer(request: CellRequest): Promise<Pick<Cells, "reach" | "range"> | Samples | readonly Residual[]> {
  if (request.kind === "finish") return cells.finish(request.cell);
  if (request.kind === "measure") return cells.measure(request.cell);
  cells = cellsHere(request.finishing);
  return { reach: cells.reach, range: cells.range };
}
