import { type Command } from "commander";
/** Some items of a batch failed; the others are done. */
export declare const SOME_FAILED = 3;
/** Tells the exit code of a run that ended well for some of its items only. */
export type Exit = (code: number) => void;
/** Runs a program on the process's command line, or on `args`. 0 done, 1 our fault, 2 the caller's input or options, 130 interrupted. */
export declare function runProgram(program: Command, args?: readonly string[]): Promise<number>;
