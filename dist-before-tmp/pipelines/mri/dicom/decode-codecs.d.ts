declare const packages: {
    readonly "jpeg-ls": {
        readonly module: "@cornerstonejs/codec-charls/decodewasmjs";
        readonly decoder: "JpegLSDecoder";
    };
    readonly "jpeg-2000": {
        readonly module: "@cornerstonejs/codec-openjpeg/decodewasmjs";
        readonly decoder: "J2KDecoder";
    };
    readonly "ht-jpeg-2000": {
        readonly module: "@cornerstonejs/codec-openjph/wasmjs";
        readonly decoder: "HTJ2KDecoder";
    };
    readonly jpeg: {
        readonly module: "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
        readonly decoder: "JPEGDecoder";
    };
};
export type Codec = keyof typeof packages;
/** Samples as the decoder leaves them: bytes up to 8 bits, little-endian 16-bit words above. Throws a plain Error on damage. */
export declare function runCodec(codec: Codec, bytes: Buffer): Promise<{
    samples: Uint8Array;
    rows: number;
    columns: number;
    bits: number;
    components: number;
}>;
export {};
