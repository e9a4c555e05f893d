/** The stored block that a codec must fill, and may not exceed. */
export interface BlockShape {
    readonly width: number;
    /** Of the stored block; the last strip may hold fewer. */
    readonly height: number;
    /** At least so many rows must come out. */
    readonly rows: number;
    /** Interleaved samples per pixel. */
    readonly samples: number;
}
