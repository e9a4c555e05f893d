/** Interleaved 8-bit samples, one (grey) or three (RGB) a pixel. */
export interface Picture {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly data: Uint8Array;
}
/** grey: dark to bright. difference: blue below zero, black at zero, orange above. spread: black for none to pale yellow. */
export type MapName = "grey" | "difference" | "spread";
/** The map as a CSS gradient, from its low end to its high one. */
export declare function gradient(map: MapName): string;
export interface Look {
    readonly width: number;
    readonly height: number;
    /** Values at the ends of the map; beyond them the end's colour stays. high > low. */
    readonly low: number;
    readonly high: number;
    readonly map: MapName;
}
/** Values [height, width] in the colours of a map. What is not a number is drawn as the low end. */
export declare function paint(values: ArrayLike<number>, { width, height, low, high, map }: Look): Picture;
/** Lossless PNG. */
export declare function encodePicture({ width, height, channels, data }: Picture): Promise<Uint8Array>;
