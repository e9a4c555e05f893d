/** The options of PS3.15 E.3 that are there, by the word that --retain takes: code and meaning of CID 7050. */
export declare const retainable: {
    readonly uids: readonly ["113110", "Retain UIDs Option"];
    readonly dates: readonly ["113106", "Retain Longitudinal Temporal Information Full Dates Option"];
    readonly device: readonly ["113109", "Retain Device Identity Option"];
    readonly institution: readonly ["113112", "Retain Institution Identity Option"];
    readonly "patient-characteristics": readonly ["113108", "Retain Patient Characteristics Option"];
    readonly "safe-private": readonly ["113111", "Retain Safe Private Option"];
};
export type Retained = keyof typeof retainable;
export declare const basicCode: readonly ["113100", "Basic Application Confidentiality Profile"];
export declare const modifiedDatesCode: readonly ["113107", "Retain Longitudinal Temporal Information Modified Dates Option"];
export interface RawDeidentify {
    readonly deidentify?: string;
    readonly retain?: string;
    readonly dateShift?: string;
}
export interface Deidentify {
    readonly retain: readonly Retained[];
    /** All dates of a patient by the same number of days. */
    readonly dateShift: boolean;
}
/** Undefined where nothing is to be de-identified. Throws bad-option. */
export declare function parseDeidentify(raw: RawDeidentify): Deidentify | undefined;
/** What stands in for identifiers follows from them and a secret alone: on every machine, at every try, without a table of pairs. */
export declare class Pseudonyms {
    private readonly secret;
    constructor(secret: string);
    private digest;
    /** Tells secrets apart without telling them. */
    get id(): string;
    hex(kind: string, text: string, digits: number): string;
    /** 2.25 and the decimal form of a version 8 UUID (PS3.5 B.2, RFC 9562 5.8). */
    uid(uid: string): string;
    /** Days to add to all dates of a patient: 1 to 3653 into the past. */
    shift(patient: string): number;
}
