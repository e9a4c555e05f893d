import { RestorationError } from "../../shared/errors.js";
/**
 * Paths of the photographs below a folder, sorted; hidden files and folders and our own results are left out. Links to files are
 * followed, links to folders are not: they may lead in a circle. Throws bad-input for what is no folder that can be read; `unreadable` is
 * told of one below instead.
 */
export declare function discoverPhotos(folder: string, signal?: AbortSignal, unreadable?: (error: RestorationError) => void): Promise<string[]>;
