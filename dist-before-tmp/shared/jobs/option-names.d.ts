import type { RawOptions } from "./domain.js";
/** Options of a single command by their names in camelCase: "value" takes one, "flag" none. */
export type OptionKinds = Readonly<Record<string, "value" | "flag">>;
/** Throws bad-option for a name that `known` has not, telling the nearest that it has, and for a value where none belongs or none where one does. */
export declare function checkOptionNames(options: RawOptions, known: OptionKinds, help: string): void;
/** minSize: --min-size */
export declare function flagOf(name: string): string;
