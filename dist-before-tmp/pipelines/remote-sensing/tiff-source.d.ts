import { RestorationError } from "../../shared/errors.js";
/** Random access to the bytes of a file or URL. */
export interface ByteSource {
    /** What errors call it: no folders, no query string (signed URLs carry secrets there). */
    readonly name: string;
    readonly size: number;
    /** Exactly `length` bytes; throws bad-input past the end. */
    read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
    close(): Promise<void>;
}
export declare function truncated(name: string, end: number, size: number): RestorationError;
export declare function openSource(source: string, signal?: AbortSignal): Promise<ByteSource>;
