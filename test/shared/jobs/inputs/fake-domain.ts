import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse, resolve } from "node:path";
import { afterAll } from "vitest";
import { expected, RestorationError } from "../../../../shared/errors.js";
import type { Domain, Item } from "../../../../shared/jobs/domain.js";

/** A pipeline for files that end in .in and for folders with a file study.txt; it makes .out and knows the options scale (1 to 4) and fine. */
export const domain: Domain = {
  kind: "rsr",
  unit: { one: "input", many: "inputs" },
  async discover(folder, signal, unreadable) {
    signal?.throwIfAborted();
    const found: string[] = [];
    const visit = (at: string): void => {
      let entries;
      try {
        entries = readdirSync(at, { withFileTypes: true });
      } catch (cause) {
        const error = expected("bad-input", { subject: at, want: "a folder", got: (cause as NodeJS.ErrnoException).code, advice: "look", cause });
        if (at === folder || unreadable === undefined) throw error;
        return unreadable(error);
      }
      if (existsSync(join(at, "study.txt"))) return void found.push(at);
      for (const entry of entries) {
        if (entry.name.startsWith(".")) continue;
        if (entry.isDirectory()) visit(join(at, entry.name));
        else if (entry.name.endsWith(".in")) found.push(join(at, entry.name));
      }
    };
    visit(folder);
    return found.sort();
  },
  outputOf: (input, { folder = dirname(input), below = "" }) => resolve(folder, below, `${parse(input).name}.out`),
  check({ options }: Item) {
    for (const [name, value] of Object.entries(options)) {
      if (name === "scale" && !/^[1-4]$/.test(String(value))) throw expected("bad-option", { subject: "--scale", want: "1 to 4", got: value, advice: "see help" });
      if (name === "fine" && typeof value !== "boolean") throw expected("bad-option", { subject: "--fine", want: "true or false", got: value, advice: "see help" });
      if (name !== "scale" && name !== "fine") throw expected("bad-option", { subject: `--${name}`, want: "an option", got: "none of that name", advice: "did you mean --scale?" });
    }
  },
  key: async ({ input }) => readFileSync(input, "utf8"),
  async estimate({ input, options }) {
    if (!existsSync(input)) throw new RestorationError("bad-input", `${input}: gone`);
    const { size } = statSync(input);
    return { pixels: size, bytes: 10 * size, seconds: Number(options["scale"] ?? 1) * size };
  },
  done: async () => false,
  run: async ({ output }) => ({ outputs: [output], already: false, warnings: [] }),
};

/** A folder for one test file. */
export function testFolder() {
  const root = mkdtempSync(join(tmpdir(), "inputs-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const at = (...names: string[]) => join(root, ...names);
  const put = (name: string, text: string | Uint8Array = "x") => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
    return at(name);
  };
  return { root, at, put };
}
