import type { RasterBlock, Window } from "./raster.js";
import type { Samples } from "./read-blocks.js";
import type { Layout } from "./read-layout.js";
interface Image {
    readonly layout: Layout;
    readonly block: (index: number, signal?: AbortSignal) => Promise<Samples | undefined>;
}
interface Validity {
    readonly mask?: Image;
    /** Index of the alpha band. */
    readonly alpha?: number;
    readonly nodata?: number;
    readonly float: boolean;
}
/** Gathers windows from blocks and says which of their pixels were measured. */
export declare function windowReader(image: Image, { mask, alpha, nodata, float }: Validity): (window: Window, bands: readonly number[], signal?: AbortSignal) => Promise<RasterBlock>;
export {};
