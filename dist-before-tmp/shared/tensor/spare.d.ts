/** An array of any contents, to be given back. */
export declare function take(length: number): Float32Array;
/** The same for bytes that stay in this thread, and that libraries take. */
export declare function takeBytes(length: number): Uint8Array<ArrayBuffer>;
/** Gives back arrays, each by the thread that took it, whole or as a view of a part, that nobody will read or write again. */
export declare function give(...arrays: readonly {
    readonly buffer: ArrayBufferLike;
}[]): void;
