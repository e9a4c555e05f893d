import type { Backend } from "./backend.js";
/**
 * PostgreSQL inside this process (PGlite), its files in `folder`/database. What is committed is in files before the statement
 * returns and outlives a kill at any moment. No fsync, though: of a power failure the last seconds may be lost.
 */
export declare function openEmbedded(folder: string): Promise<Backend>;
