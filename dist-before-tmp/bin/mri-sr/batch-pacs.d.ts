import type { BatchSource } from "../shared/batch-options.js";
/** Studies of a PACS as items: pulled into <output>/sources while others are restored, their results stored back. */
export declare const pacsSource: BatchSource;
