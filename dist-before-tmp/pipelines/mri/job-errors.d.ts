import type { Item } from "../../shared/jobs/domain.js";
/**
 * Runs `work` so that its errors hold no path of the item: a batch's log and its queue outlive the terminal, and a study's folder may be
 * called like its patient. The cause, which may hold one, is left out. What the file system refuses becomes a RestorationError.
 */
export declare function withoutPaths<T>(item: Item, work: () => Promise<T>): Promise<T>;
export declare function cleaned(error: unknown, { input, output }: Item): unknown;
