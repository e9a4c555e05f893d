export interface Found {
    /** Regular files, each folder's in the order of their names. */
    readonly files: readonly string[];
    /** Links to folders, devices, pipes and folders that cannot be listed. */
    readonly passedOver: number;
    /** Whether `path` itself is a file. */
    readonly single: boolean;
}
/**
 * Every regular file at or below `path`. Links to files are followed, links to folders are not: they may lead in a circle.
 * Throws bad-input where `path` is neither a file nor a folder that can be listed.
 */
export declare function walk(path: string, signal?: AbortSignal): Promise<Found>;
/** What the system says, without the path that its own message would repeat: names of files may hold names of patients. */
export declare function codeOf(error: unknown): string;
