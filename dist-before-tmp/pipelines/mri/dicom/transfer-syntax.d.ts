/** How pixel cells are packed (PS3.5 section 10 and annex A). */
export type Packing = "native" | "rle" | "jpeg" | "jpeg-lossless" | "jpeg-ls" | "jpeg-2000" | "ht-jpeg-2000";
export interface TransferSyntax {
    readonly name: string;
    readonly packing: Packing;
    readonly bigEndian: boolean;
    readonly deflated: boolean;
}
export declare function transferSyntax(uid: string): TransferSyntax | undefined;
/** Safe to print: a registered UID has no more than digits, anything else is not repeated. */
export declare function transferSyntaxName(uid: string): string;
