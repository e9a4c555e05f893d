/** Throws bad-option for a folder, and without `overwrite` for whatever has the name. */
export declare function refuseExisting(path: string, overwrite: boolean): Promise<void>;
/** Writes a file under a temporary name, then gives it its own; without `overwrite` never over another file. Throws "bad-option", "no-space". */
export declare function publish(path: string, parts: readonly Uint8Array[], overwrite: boolean): Promise<{
    readonly bytes: number;
    readonly sha256: string;
}>;
