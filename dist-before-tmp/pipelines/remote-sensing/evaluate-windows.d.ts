import type { RasterBlock, Scene, Window } from "./raster.js";
/** The scene in windows whose corners lie on the LR grid of every scale. */
export declare function windowsOf({ width, height }: Pick<Scene, "width" | "height">, bands: number): Window[];
/** Both images over a window, and the pixels that are valid in both and in every band. */
export declare function pair(reference: Scene, input: Scene, window: Window, bands: readonly number[], signal?: AbortSignal): Promise<{
    x: RasterBlock;
    truth: RasterBlock;
    valid: Uint8Array;
}>;
/** 1 where all masks are 1. */
export declare function everywhere(masks: readonly Uint8Array[]): Uint8Array;
