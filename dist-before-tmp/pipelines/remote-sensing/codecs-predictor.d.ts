/** TIFF predictors in place, rows of `columns` pixels with `stride` interleaved samples of `bytes` bytes (host order). */
export interface RowShape {
    readonly columns: number;
    readonly rows: number;
    readonly stride: number;
    readonly bytes: number;
}
/** Undoes predictor 2 (TIFF 6.0 section 14): each sample was stored as the difference to its left neighbour, modulo 2^n. */
export declare function addNeighbours(data: Uint8Array, { columns, rows, stride, bytes }: RowShape): void;
export declare function subtractNeighbours(data: Uint8Array, { columns, rows, stride, bytes }: RowShape): void;
/**
 * Undoes predictor 3 (Adobe TIFF Technical Note 3): per row, byte planes from the most significant on, differenced.
 * The result is in host order (little-endian) whatever the order of the file.
 */
export declare function joinBytePlanes(data: Uint8Array, { columns, rows, stride, bytes }: RowShape): void;
export declare function splitBytePlanes(data: Uint8Array, { columns, rows, stride, bytes }: RowShape): void;
