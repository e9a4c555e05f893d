/**
 * A data set in memory: tag (0xGGGGEEEE) to element. Values are bytes in little-endian, as they stand in a file, so what
 * is copied from a source stays what it was: its text in its own character set, its decimal strings to the digit.
 */
export type Dataset = Map<number, Element>;
export interface Element {
    readonly vr: string;
    readonly value: Uint8Array | Sequence | Encapsulated;
}
export interface Sequence {
    readonly items: readonly Dataset[];
}
/** Compressed frames, one fragment each (PS3.5 A.4); or fragments as they stand in a file, from the offset table to the delimiter. */
export type Encapsulated = {
    readonly frames: readonly Uint8Array[];
} | {
    readonly fragments: Uint8Array;
};
export interface Encoding {
    readonly explicit: boolean;
    readonly littleEndian: boolean;
}
export declare const explicitLittleEndian: Encoding;
export declare function isSequence(value: Element["value"]): value is Sequence;
/** Sets an element from text or numbers; text is ASCII, several values are joined by backslashes. */
export declare function put(dataset: Dataset, tag: number, vr: string, ...values: readonly (string | number)[]): void;
export declare function putItems(dataset: Dataset, tag: number, ...items: readonly Dataset[]): void;
/** A number as a DICOM decimal string: the most digits that fit into its 16 characters (PS3.5 6.2, DS). */
export declare function decimalString(value: number): string;
/** The text of an element, without its padding; undefined where absent or empty. Bytes beyond ASCII come out as Latin-1. */
export declare function textOf(dataset: Dataset, tag: number): string | undefined;
export declare function itemsOf(dataset: Dataset, tag: number): readonly Dataset[];
/** The first number of a US or SS element; undefined where absent or empty. */
export declare function shortOf(dataset: Dataset, tag: number): number | undefined;
/** A deep copy whose elements may be replaced; the bytes are shared. */
export declare function copyDataset(dataset: Dataset): Dataset;
/** A value between big-endian and little-endian. */
export declare function swapWords(bytes: Uint8Array, vr: string): Uint8Array;
/** The bytes of a data set, elements in the order of their tags, sequences and items with explicit lengths. */
export declare function encodeDataset(dataset: Dataset, encoding?: Encoding): Uint8Array;
