/** Runs `work` in an empty folder of its own on the output's file system, and removes the folder whatever comes of it. */
export declare function inStaging<T>(output: string, id: string, work: (folder: string) => Promise<T>): Promise<T>;
/** Another job may remove an empty parent in between, which Node reports as ENOENT or ENOTDIR. */
export declare function made(folder: string, tries?: number): Promise<void>;
/**
 * What killed attempts left beside `outputs`: folders of jobs for which `live` says no. Returns how many were removed. A zombie
 * that still writes into one fails there and publishes nothing.
 */
export declare function clean(outputs: Iterable<string>, live: (id: string) => Promise<boolean>): Promise<number>;
