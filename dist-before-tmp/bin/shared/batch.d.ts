import type { Command } from "commander";
import { type BatchOfDomain } from "./batch-options.js";
/** The sub-command `batch` and the ones below it. */
export declare function registerBatch(program: Command, about: BatchOfDomain): void;
