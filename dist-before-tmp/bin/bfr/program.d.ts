import { Command } from "commander";
import type { Exit } from "../shared/main.js";
/** The command `bfr` with all its sub-commands. */
export declare function bfr(exit: Exit): Command;
