import type { Command } from "commander";
/** What the models of one domain are called, and which method does without. */
export interface ModelsOfDomain {
    readonly task: string;
    readonly domain: string;
    readonly channels: string;
    readonly none: string;
}
/** The sub-command `models`. */
export declare function registerModels(program: Command, { task, domain, channels, none }: ModelsOfDomain): void;
