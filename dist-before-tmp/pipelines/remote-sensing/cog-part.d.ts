import { type CogOptions } from "./cog-layout.js";
import { type StoredBlocks } from "./cog-spool.js";
import { type CogWriter } from "./write.js";
/** Rows of blocks [from, to). */
export interface BlockRows {
    readonly from: number;
    readonly to: number;
}
/** Part `index` of `of` nearly equal ones. */
export declare function partRows(blocksDown: number, { index, of }: {
    readonly index: number;
    readonly of: number;
}): BlockRows;
/**
 * Some rows of blocks of a COG, encoded into the new folder `folder`; createCog takes them as they are. The other blocks count as
 * written. `finish` closes the folder, `abort` and `discard` remove it.
 */
export declare function createCogPart(folder: string, options: CogOptions, rows: BlockRows): Promise<CogWriter>;
/** The blocks of a finished part, their checksums checked; undefined where one is missing or damaged. */
export declare function readCogPart(folder: string, options: CogOptions, rows: BlockRows): Promise<(StoredBlocks & {
    close(): Promise<void>;
}) | undefined>;
