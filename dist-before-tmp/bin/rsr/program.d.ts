import { Command } from "commander";
import type { Exit } from "../shared/main.js";
/** The command `rsr` with all its sub-commands. */
export declare function rsr(exit: Exit): Command;
