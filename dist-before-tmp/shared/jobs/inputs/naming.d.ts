import type { Domain } from "../domain.js";
/** What messages call things: by their paths, but for studies by their number, as folders of patients are often named after them. */
export interface Naming {
    /** `number` counts from 1. */
    input(path: string, number: number): string;
    argument(text: string, number: number): string;
    /** ", got a/b.out": of a path that is not told, nothing. */
    got(path: string): string;
}
export declare function namingOf({ kind, unit }: Pick<Domain, "kind" | "unit">): Naming;
