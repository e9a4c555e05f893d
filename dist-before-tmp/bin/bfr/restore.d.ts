import type { Command } from "commander";
import { type Exit } from "../shared/main.js";
export declare const exitCodes = "\nRestored faces are partly made up by a network: they are not evidence of what a person looks like or who they are.\n\nresults of photo.jpg  photo_bfr.jpg, photo_bfr.json (what was done with each face, with what), photo_bfr_deviation.png with\n                      --samples (16-bit grey: white is a standard deviation of a quarter of the full range), photo_bfr_report/\n                      with --report. The photograph itself is never touched.\nExit code: 0 all done, 1 a fault of this program, 2 something to put right in the input or the options (a photograph without a\nface is one), 3 some of several photographs failed and the others are done, 130 interrupted.";
/** What is done with a photograph; the batch has the same. */
export declare function photoOptions(command: Command): Command;
export declare function register(program: Command, exit: Exit): void;
