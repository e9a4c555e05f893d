/**
 * One process per folder. Locks are numbered files of which the highest counts; it is created complete (by link, which fails
 * where it exists) and removed only after a higher one stands, so two starters that find the same dead holder cannot both win.
 * Throws bad-option (retry) where a living process holds the folder. Gives back what releases it.
 */
export declare function lockFolder(folder: string): Promise<() => Promise<void>>;
