import { RestorationError } from "../../shared/errors.js";
/**
 * GeoTIFFs and VRT mosaics below a folder, sorted. Hidden files and folders, unfinished outputs (.part), and finished ones (a
 * report beside them, or _std.tif) are none. Links to files are followed, links to folders are not.
 * Throws bad-input for what is no folder that can be read; `unreadable` is told of one below instead.
 */
export declare function discoverScenes(folder: string, signal?: AbortSignal, unreadable?: (error: RestorationError) => void): Promise<string[]>;
/** Where the result of `input` goes: as the single command names it, in `folder` and `below`, else beside the input; of a URL in the current folder. */
export declare function outputFor(input: string, { folder, below, scale }: {
    readonly folder?: string;
    readonly below?: string;
    readonly scale?: string;
}): string;
