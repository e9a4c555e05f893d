import { type Sighting } from "./detect-decode.js";
import { type BlazeFace } from "./detect-network.js";
import { type Pyramid, type View } from "./detect-view.js";
export interface SearchOptions {
    /** Clockwise turns to look at, radians. */
    readonly turns: readonly number[];
    /** Side of the smallest box worth finding, in photograph pixels. */
    readonly smallest: number;
    /** Tiles of one level at most. */
    readonly tiles?: number;
    readonly threshold: number;
    readonly signal?: AbortSignal | undefined;
}
export interface Searched {
    /** In photograph pixels, best first. */
    readonly sightings: readonly Sighting[];
    /** The smallest box that was looked for, in photograph pixels. */
    readonly smallest: number;
}
/** Looks at the whole picture, then at overlapping tiles, in each round of half the span, down to what shows the smallest face. */
export declare function searchFaces(network: BlazeFace, levels: Pyramid, { turns, smallest, tiles, threshold, signal }: SearchOptions): Promise<Searched>;
/** What the network sees in one view, in photograph pixels. */
export declare function look(network: BlazeFace, pixels: Float32Array, { view, threshold, signal }: {
    view: View;
    threshold: number;
    signal?: AbortSignal | undefined;
}): Promise<Sighting[]>;
/**
 * One sighting a face: of those that overlap (intersection over union above 0.3, or one mostly within the other) the best
 * stays. A face within a face is one seen by half in a tile.
 */
export declare function mergeSightings(sightings: readonly Sighting[]): Sighting[];
/** Spans of the square views: the whole picture, then from `finest`, the last, doubled as often as it goes; finest is what shows the smallest face in at most `tiles`. */
export declare function tileSpans({ width, height, smallest, tiles }: {
    width: number;
    height: number;
    smallest: number;
    tiles: number;
}): {
    spans: number[];
    finest: number;
};
