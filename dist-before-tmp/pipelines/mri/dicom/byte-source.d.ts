/** Bytes of one file by range, so that headers are read without the pixels behind them. */
export interface ByteSource {
    readonly size: number;
    /** Fewer bytes than asked for at the end of the file. */
    read(offset: number, length: number): Promise<Buffer>;
    close(): Promise<void>;
}
/** A file that cannot be used, in words that are safe to print: no names, no text of the file. */
export declare class Unreadable extends Error {
    readonly name = "Unreadable";
}
/** What a compressed file may become in memory. */
export declare const inflatedLimit: number;
/** Opens a file; gzip is seen by its first bytes and inflated whole. Throws Unreadable. */
export declare function openBytes(path: string): Promise<ByteSource>;
/** The deflated data set behind `from`, inflated; offsets in it count from its own first byte (PS3.5 A.5). Throws Unreadable. */
export declare function inflateFrom(source: ByteSource, from: number): Promise<ByteSource>;
export declare function bytesInMemory(bytes: Buffer): ByteSource;
