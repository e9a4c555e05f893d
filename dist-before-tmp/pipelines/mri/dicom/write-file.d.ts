import type { Dataset } from "./write-dataset.js";
/** Transfer syntaxes that can be written, by the name an option takes. All are lossless. */
export declare const transferSyntaxes: {
    readonly implicit: "1.2.840.10008.1.2";
    readonly explicit: "1.2.840.10008.1.2.1";
    readonly deflated: "1.2.840.10008.1.2.1.99";
    readonly "big-endian": "1.2.840.10008.1.2.2";
    readonly rle: "1.2.840.10008.1.2.5";
    readonly "jpeg-lossless": "1.2.840.10008.1.2.4.70";
    readonly "jpeg-ls": "1.2.840.10008.1.2.4.80";
    readonly "jpeg-2000": "1.2.840.10008.1.2.4.90";
    readonly htj2k: "1.2.840.10008.1.2.4.201";
};
export type TransferSyntax = keyof typeof transferSyntaxes;
/** From the name-based UUID of "domain-sr" (PS3.5 B.2). */
export declare const implementationClassUid = "2.25.212587648291885367070555224727729811264";
/** Part 10 bytes of a data set: preamble, file meta information, body (PS3.10 7.1). */
export declare function encodeFile(dataset: Dataset, syntax: TransferSyntax): Uint8Array;
/** In any transfer syntax, by its UID; the pixels are in it already. */
export declare function encodeFileAs(dataset: Dataset, transferSyntaxUid: string): Uint8Array;
/** What stands before the data set of a Part 10 file (PS3.10 7.1). */
export declare function fileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid }: {
    readonly sopClassUid: string;
    readonly sopInstanceUid: string;
    readonly transferSyntaxUid: string;
}): Uint8Array;
