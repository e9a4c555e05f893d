import type { Command } from "commander";
/** What is done with a scene; the batch has the same. */
export declare function sceneOptions(command: Command): Command;
export declare function register(program: Command): void;
