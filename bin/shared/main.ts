import { CommanderError, type Command } from "commander";
import { exitCode, RestorationError } from "../../shared/errors.js";
import { printable } from "../../shared/report/printable.js";

/** Interrupted by the user: 128 + SIGINT, as shells expect. */
const INTERRUPTED = 130;

/** Some items of a batch failed; the others are done. */
export const SOME_FAILED = 3;

/** Tells the exit code of a run that ended well for some of its items only. */
export type Exit = (code: number) => void;

/** Runs a program on the process's command line, or on `args`. 0 done, 1 our fault, 2 the caller's input or options, 130 interrupted. */
export async function runProgram(program: Command, args?: readonly string[]): Promise<number> {
  try {
    await (args === undefined ? program.parseAsync() : program.parseAsync(args, { from: "user" }));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // its message is out already
    if (error instanceof RestorationError) {
      process.stderr.write(`${printable(error.message, { lines: true })}\n`);
      return error.code === "aborted" ? INTERRUPTED : exitCode(error);
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\nThis is a fault of ${program.name()}; please report it.\n`);
    return 1;
  }
}
