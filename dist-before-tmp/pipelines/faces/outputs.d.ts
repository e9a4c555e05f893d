import type { RestoreOptions } from "./options.js";
import type { PhotoFormat } from "./photo.js";
import type { DonePhoto, Fingerprint } from "./report.js";
/** Where everything of one photograph goes. */
export interface Place {
    readonly input: string;
    /** The restored photograph; the others are named after it. */
    readonly photo: string;
    readonly deviation: string;
    readonly report: string;
    /** Folder of the page of pictures. */
    readonly page: string;
}
/** The format that an extension names, with its dot and in any case; undefined for another. */
export declare function formatOfExtension(extension: string): PhotoFormat | undefined;
type NameOptions = Pick<RestoreOptions, "output" | "format" | "quality" | "resume" | "overwrite" | "report">;
/**
 * The results' names, decided before any work: photo.jpg gives photo_bfr.jpg beside it, or in the folder of --output. Throws
 * bad-option where two inputs would share a result, where a result would replace an input, and where one exists that neither
 * --overwrite nor --resume speak of, be it one that this run would not write: it would seem to belong to the new result. Also
 * where the name of the report or of the page is that of something else: photo.json beside photo.jpg may be anybody's.
 */
export declare function placesOf(inputs: readonly string[], options: NameOptions): Promise<Place[]>;
/** The same for `bfr detect`, which writes nothing but photo_faces.jpg. */
export declare function copiesOf(inputs: readonly string[], options: Pick<RestoreOptions, "output" | "overwrite">): Promise<string[]>;
/** Everything of a photograph whose result is `photo`. */
export declare function placeAt(input: string, photo: string): Place;
/** photo.jpg gives photo_bfr.jpg. */
export declare function resultName(input: string, { format, suffix }: {
    readonly format: PhotoFormat | undefined;
    readonly suffix: string;
}): string;
/** Whether what is written at `output` would take the place of `input`. */
export declare function replaces(output: string, input: string): Promise<boolean>;
/** Of a result whose name is given: an extension that says its format, and options that fit it. Throws bad-option. */
export declare function requireResultName(photo: string, { format, quality }: Pick<RestoreOptions, "format" | "quality">): void;
/** Makes the folder of a result where there is none. */
export declare function makeFolderOf(path: string): Promise<void>;
/** Removes what an earlier run left and this one does not write, and its report, which would speak of another result. */
export declare function removeObsolete(place: Place, options: Pick<RestoreOptions, "samples" | "report">): Promise<void>;
/** Removes what an earlier run left and one with these options does not write. Of a folder that is no page nothing. */
export declare function removeStale({ deviation, page }: Place, options: Pick<RestoreOptions, "samples" | "report">): Promise<void>;
/** What an earlier run did with the same options on the same file, where all of it is still there. */
export declare function doneBefore(place: Place, fingerprint: Fingerprint, options: Pick<RestoreOptions, "samples" | "report">): Promise<DonePhoto | undefined>;
/** The same for a fingerprint that `matches`. */
export declare function wholeBefore({ photo, deviation, report, page }: Place, matches: (earlier: Fingerprint) => boolean, options: Pick<RestoreOptions, "samples" | "report">): Promise<DonePhoto | undefined>;
/** The report at `path`, where it is one of ours. */
export declare function earlierReport(path: string): Promise<DonePhoto | undefined>;
/** SHA-256 of a file's bytes. */
export declare function hashOf(path: string, signal?: AbortSignal): Promise<string>;
export {};
