import { expected } from "../errors.js";
import type { RawOptions } from "./domain.js";

/** The options of one single command, by the names of RawOptions. */
export interface Known {
  readonly values: readonly string[];
  /** Without a value. */
  readonly flags: readonly string[];
}

/** Throws bad-option for names that the command does not know, values without text, and flags with one. `help` ends the message. */
export function checkNames(options: RawOptions, { values, flags }: Known, help: string): void {
  for (const [name, given] of Object.entries(options)) {
    const subject = `--${dashed(name)}`;
    if (values.includes(name)) {
      if (typeof given !== "string") throw expected("bad-option", { subject, want: "a value", got: "none", advice: help });
    } else if (flags.includes(name)) {
      if (typeof given !== "boolean") throw expected("bad-option", { subject, want: "true or false", got: given, advice: `it takes no value; ${help}` });
    } else {
      const meant = nearest(name, [...values, ...flags]);
      throw expected("bad-option", { subject, want: "an option of the single command", got: "an unknown one", advice: meant === undefined ? help : `--${dashed(meant)} may be meant; ${help}` });
    }
  }
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The known name with the fewest edits, where these are few for its length. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll("-", "");
  const [first] = known.map((each) => ({ each, off: edits(plain(name), plain(each)) })).sort((a, b) => a.off - b.off);
  return first !== undefined && first.off <= Math.max(1, Math.floor(first.each.length / 3)) ? first.each : undefined;
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
