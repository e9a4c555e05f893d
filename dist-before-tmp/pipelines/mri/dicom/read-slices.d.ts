import type { Geometry, Volume } from "../volume.js";
import type { StoredValues } from "./decode.js";
import type { Frame } from "./frame.js";
import type { Image } from "./image.js";
import type { PixelCells } from "./pixel-cells.js";
/** One slice of a stack: the object and the frame in it. */
export interface Slice {
    readonly image: Image;
    readonly frame: Frame;
}
/** Decodes the slices in their order. Throws bad-input with the slice, never with a name, where one cannot be decoded. */
export declare function readSlices(slices: readonly Slice[], geometry: Geometry, label: string, signal?: AbortSignal): Promise<Volume>;
/** Opens an object's pixels for `use`; frames come by their index. Throws Unreadable or a plain Error, both safe to print. */
export declare function withFrames<T>(image: Pick<Image, "file" | "cells">, use: (read: (frame: number) => Promise<StoredValues>) => Promise<T>): Promise<T>;
/** Why the pixels cannot be decoded, as far as their first fragment tells: a decoder that is missing, fragments that are. */
export declare function undecodable(file: string, cells: PixelCells): Promise<string | undefined>;
/** Of all stored values and of what they stand for: equal for copies of one object in other transfer syntaxes. */
export declare function contentHash(image: Image): Promise<string>;
