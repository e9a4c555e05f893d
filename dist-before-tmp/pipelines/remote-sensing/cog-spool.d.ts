import type { FileHandle } from "node:fs/promises";
import type { StoredBlock } from "./cog-block.js";
/**
 * Encoded blocks beside the output until all are there: `<output>.part/blocks` holds the bytes in order of arrival,
 * `journal` one checksummed record per block, `job` what the blocks are for. A record counts only if its own checksum and
 * that of its bytes hold, so a run killed at any moment, even by a power cut, resumes with whole blocks.
 */
export interface Spool extends StoredBlocks {
    readonly folder: string;
    put(index: number, block: StoredBlock): Promise<void>;
    /** Keeps the folder for a resume. */
    close(): Promise<void>;
    remove(): Promise<void>;
}
/** Encoded blocks by their index, row-major. */
export interface StoredBlocks {
    has(index: number): boolean;
    sizes(index: number): {
        readonly image: number;
        readonly mask: number;
    };
    get(index: number): Promise<StoredBlock>;
}
export declare function openSpool(folder: string, { job, count, resume, overwrite }: {
    job: string;
    count: number;
    resume: boolean;
    overwrite: boolean;
}): Promise<Spool>;
/** The whole blocks of a spool that is closed; nothing is written to it, so that many may read at once. Undefined where it is of another job. */
export declare function readSpool(folder: string, { job, count }: {
    job: string;
    count: number;
}): Promise<(StoredBlocks & {
    close(): Promise<void>;
}) | undefined>;
export declare function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void>;
