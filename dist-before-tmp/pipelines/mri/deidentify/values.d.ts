/** Values of an element while it is de-identified: ASCII text, several separated by backslashes. */
/** A value of the representation that says nothing; undefined for those that have none here (sequences, binary). */
export declare function dummyOf(vr: string): Uint8Array | undefined;
/** Whether a value is of the form that its representation has: free text that stands in the place of a number or a date is not let through. */
export declare function isWellFormed(vr: string, value: Uint8Array): boolean;
/** DA or DT moved by whole days, each value; undefined where one is no full date. Times stay. */
export declare function shifted(text: string, days: number): string | undefined;
