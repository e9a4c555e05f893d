import type { Command } from "commander";
import { type BatchOfDomain } from "./batch-options.js";
/** `batch status`, `retry`, `cancel` and `clean`. */
export declare function registerQueueCommands(batch: Command, about: BatchOfDomain): void;
