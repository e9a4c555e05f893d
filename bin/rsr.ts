#!/usr/bin/env node
import { CommanderError, type Command } from "commander";
import { exitCode, RestorationError } from "../shared/errors.js";
import { rsr } from "./rsr/program.js";

/** Interrupted by the user: 128 + SIGINT, as shells expect. */
const INTERRUPTED = 130;

async function main(program: Command): Promise<number> {
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // its message is out already
    if (error instanceof RestorationError) {
      process.stderr.write(`${error.message}\n`);
      return error.code === "aborted" ? INTERRUPTED : exitCode(error);
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\nThis is a fault of rsr; please report it.\n`);
    return 1;
  }
}

process.exitCode = await main(rsr());
