import type { Command } from "commander";
import { type Exit } from "../shared/main.js";
export declare const exitCodes = "\nExit code: 0 all done, 1 a fault of this program, 2 something to put right in the input or the options, 3 some series\nfailed and the others are done, 130 interrupted.";
/** What is done with a study; the batch has the same. */
export declare function studyOptions(command: Command): Command;
export declare function register(program: Command, exit: Exit): void;
