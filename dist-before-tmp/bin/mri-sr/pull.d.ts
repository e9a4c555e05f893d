import type { Command } from "commander";
import { type Exit } from "../shared/main.js";
export declare function register(program: Command, exit: Exit): void;
