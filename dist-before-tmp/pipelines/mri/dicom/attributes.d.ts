import type { DataSet } from "dicom-parser";
/** Typed values of a data set. What is absent, empty or not of its kind is undefined; a value outside the file throws a plain string (the parser's way). */
/** DS, IS or other text of decimal numbers; all of them or none. */
export declare function decimals(dataSet: DataSet | undefined, tag: string): number[] | undefined;
export declare function decimal(dataSet: DataSet | undefined, tag: string): number | undefined;
export declare function unsigned(dataSet: DataSet, tag: string): number | undefined;
/** FD */
export declare function double(dataSet: DataSet | undefined, tag: string, index?: number): number | undefined;
/** UL */
export declare function unsignedLongs(dataSet: DataSet | undefined, tag: string): number[];
/** CS: terms in capitals, without their padding. */
export declare function terms(dataSet: DataSet | undefined, tag: string): string[];
/** UI */
export declare function uid(dataSet: DataSet | undefined, tag: string): string | undefined;
/** The data set of the first item of a sequence. */
export declare function firstItem(dataSet: DataSet | undefined, tag: string): DataSet | undefined;
/** A private element's tag in the block that `creator` reserved (PS3.5 7.8.1); undefined where the creator is not there. */
export declare function privateTag(dataSet: DataSet, group: string, creator: string, element: string): string | undefined;
/** 8 hexadecimal digits that stand for an identifier where it must not be printed itself. */
export declare function fingerprint(text: string): string;
