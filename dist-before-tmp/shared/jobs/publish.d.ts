/** A finished file or folder in `staging` and the name it is to have. */
export interface Staged {
    readonly from: string;
    readonly to: string;
}
/**
 * Gives finished files and folders their names, the first of them last, so that it never stands without the others. What stands
 * under a name is replaced where `replace`; else throws bad-option. An attempt that is cut off here is simply made again.
 */
export declare function publish(staged: readonly Staged[], { staging, replace }: {
    readonly staging: string;
    readonly replace: boolean;
}): Promise<void>;
/** Makes the names in a folder durable, where its file system knows of that: many network stores do not. */
export declare function syncFolder(path: string): Promise<void>;
