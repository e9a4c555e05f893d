import type * as Library from "dcmjs-dimse";
export type { Library };
/** dcmjs-dimse, made silent: it and dcmjs print values of data sets. Loaded when it is needed, which takes as long as all else together. */
export declare function dimseLibrary(): typeof Library;
/** Status of an operation (PS3.7 annex C, PS3.4 B.2.3). */
export declare const status: {
    readonly success: 0;
    readonly cancelled: 65024;
    readonly pending: 65280;
    readonly pendingWithWarning: 65281;
    readonly duplicate: 273;
    readonly outOfResources: 42752;
    readonly cannotUnderstand: 49152;
};
export declare const uncompressed: readonly ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"];
