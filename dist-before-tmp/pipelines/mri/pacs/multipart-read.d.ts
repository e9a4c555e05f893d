export interface Part {
    /** Names in small letters. */
    readonly headers: ReadonlyMap<string, string>;
    /** To be read before the next part; what is not read is passed over. */
    readonly body: AsyncIterable<Uint8Array>;
}
/** The boundary of a multipart/related media type (RFC 2046 5.1.1); throws bad-input for another type. */
export declare function boundaryOf(contentType: string | null, subject: string): string;
/**
 * Parts of a multipart body (RFC 2046 5.1) as they come: no more is held than a chunk of the stream and the headers of a part.
 * Throws Unavailable where the body ends before its closing delimiter.
 */
export declare function readMultipart(stream: AsyncIterable<Uint8Array>, boundary: string, subject: string): AsyncGenerator<Part>;
