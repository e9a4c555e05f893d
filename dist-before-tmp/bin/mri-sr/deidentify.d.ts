import type { Command } from "commander";
export declare const retainWords: string;
export declare function register(program: Command): void;
