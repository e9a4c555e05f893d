import type { Directory } from "./tiff-directory.js";
import type { ByteSource } from "./tiff-source.js";
export interface Place {
    readonly offset: number;
    readonly length: number;
}
interface Stored {
    readonly width: number;
    readonly height: number;
    readonly blockWidth: number;
    /** Rows of a block in the file, and of its (uncompressed) cuts as they are read. */
    readonly storedHeight: number;
    readonly blockHeight: number;
    readonly rowBytes: number;
    readonly tiled: boolean;
    readonly compression: number;
    readonly planes: number;
}
/** Offsets and byte counts of strips or tiles, each checked to lie inside the file before any pixel is read. */
export declare function readPlaces(source: ByteSource, directory: Directory, stored: Stored): Promise<(index: number) => Place | undefined>;
export {};
