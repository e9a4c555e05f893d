import { Command } from "commander";
import { vi } from "vitest";

/** Runs one sub-command as `rsr` would, and returns what it wrote to stdout. Errors come through. */
export async function runCommand(register: (program: Command) => void, ...args: string[]): Promise<string> {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => (written.push(String(text)), true));
  const log = vi.spyOn(console, "log").mockImplementation((text) => void written.push(`${text}\n`));
  try {
    const program = new Command("rsr").exitOverride().configureOutput({ writeErr: () => undefined });
    register(program);
    program.commands.forEach((command) => command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: (text) => written.push(text) }));
    await program.parseAsync(args, { from: "user" });
  } finally {
    stdout.mockRestore();
    log.mockRestore();
  }
  return written.join("");
}
