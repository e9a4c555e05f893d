import { Command } from "commander";
/** The command \`domain-sr-worker\`: takes jobs from a queue server until it is told to stop. */
export declare function worker(): Command;
