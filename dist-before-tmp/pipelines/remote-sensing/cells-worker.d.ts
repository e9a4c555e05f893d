import type { Samples } from "../../shared/tiles/canvas.js";
import { type Cells, type CellToFinish, type CellToMeasure, type Finishing } from "./cells.js";
import type { Residual } from "./consistency.js";
export type CellRequest = {
    readonly kind: "open";
    readonly finishing: Finishing;
} | {
    readonly kind: "finish";
    readonly cell: CellToFinish;
} | {
    readonly kind: "measure";
    readonly cell: CellToMeasure;
};
export type CellAnswer = {
    readonly ok: true;
    readonly value: Pick<Cells, "reach" | "range"> | Samples | readonly Residual[];
} | {
    readonly ok: false;
    readonly error: unknown;
};
