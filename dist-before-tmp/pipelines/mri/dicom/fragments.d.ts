import type { ByteSource } from "./byte-source.js";
import type { PixelCells } from "./pixel-cells.js";
/** Where a value lies in the file. */
interface Range {
    readonly offset: number;
    readonly length: number;
}
/**
 * The parts of the file that make up each frame of encapsulated pixels (PS3.5 A.4): by the extended or the basic offset table, else
 * one fragment for each frame, else all of one frame, else each fragment that begins a codestream begins a frame.
 * Throws Unreadable where the fragments are cut off or cannot be told apart.
 */
export declare function frameRanges(source: ByteSource, cells: PixelCells): Promise<readonly (readonly Range[])[]>;
export {};
