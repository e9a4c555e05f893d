/** Files as one multipart/related body (PS3.18 8.6.1.2.1, RFC 2387), whose length is known before it is read. */
export declare function multipartOf(files: readonly {
    readonly path: string;
    readonly bytes: number;
}[]): {
    readonly type: string;
    readonly length: number;
    readonly body: () => AsyncIterable<Uint8Array>;
};
