/** Throws bad-option for a map that would leave with what it undoes. */
export declare function requireApart(map: string, output: string): void;
/** Lines "old,new" for its owner alone; those of earlier runs stay. */
export declare function writeUidMap(path: string, uids: ReadonlyMap<string, string>): Promise<void>;
