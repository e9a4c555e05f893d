export interface Foreground {
    /** 1 where there is tissue. */
    readonly body: Uint8Array;
    /** 1 where there is surely none. */
    readonly background: Uint8Array;
}
/** Splits one slice [height, width] of a magnitude image into body and background by Otsu's threshold (1979) on its smoothed values. */
export declare function foreground(slice: Float32Array, { height, width, valid }: {
    readonly height: number;
    readonly width: number;
    readonly valid?: Uint8Array;
}): Foreground;
/** The threshold with the largest variance between what lies below and above it, over the values where `valid` is 1; Infinity for one value. */
export declare function otsu(values: Float32Array, valid?: Uint8Array): number;
