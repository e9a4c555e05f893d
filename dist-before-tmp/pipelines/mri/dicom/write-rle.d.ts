/** DICOM run-length encoding of one frame: a segment for each byte of a cell, most significant first (PS3.5 G). */
export declare function encodeRle(cells: Uint8Array, columns: number, bitsAllocated: number): Uint8Array;
