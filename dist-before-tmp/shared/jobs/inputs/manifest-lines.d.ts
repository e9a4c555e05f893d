import type { RawOptions } from "../domain.js";
import type { Problems } from "./problems.js";
/** One line of a manifest: what its cells say, by name in camelCase. What is not given is absent. */
export interface Line {
    readonly number: number;
    readonly values: RawOptions;
}
/** RFC 4180 with a header row; line feeds alone will do, and a byte order mark is skipped. */
export declare function csvLines(text: string, problems: Problems): Line[];
/** One JSON object a line; numbers are taken as typed on a command line, null as not given. Empty lines are skipped. */
export declare function jsonLines(text: string, problems: Problems): Line[];
/** Throws bad-option for bytes that are no UTF-8 text. */
export declare function textOf(bytes: Uint8Array, subject: string): string;
