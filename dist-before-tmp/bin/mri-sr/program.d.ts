import { Command } from "commander";
import type { Exit } from "../shared/main.js";
/** The command `mri-sr` with all its sub-commands. */
export declare function mriSr(exit: Exit): Command;
