import type { PyramidLevel } from "./detect-view.js";
/** A way to make a ruined picture legible to the detector. It is looked at, never restored from. */
export interface CleanUp {
    readonly name: string;
    clean(picture: PyramidLevel): Promise<PyramidLevel>;
}
/** In the order in which they are tried. */
export declare const cleanUps: readonly CleanUp[];
