import { expected } from "../errors.js";
import type { RawOptions } from "./domain.js";

/** Options of a single command by their names in camelCase: "value" takes one, "flag" none. */
export type OptionKinds = Readonly<Record<string, "value" | "flag">>;

/** Options that speak of a run as a whole; those of a batch are given once for all of its items. */
const OF_THE_BATCH: readonly string[] = ["output", "resume", "overwrite", "json"];

/** Throws bad-option for a name that `known` has not, telling the nearest that it has, and for a value where none belongs or none where one does. */
export function checkOptionNames(options: RawOptions, known: OptionKinds, help: string): void {
  for (const [name, value] of Object.entries(options)) {
    const subject = flagOf(name);
    if (OF_THE_BATCH.includes(name)) throw expected("bad-option", { subject, want: "no such option of a single item", got: value, advice: "give it to the batch as a whole" });
    const kind = Object.hasOwn(known, name) ? known[name]! : undefined;
    if (kind === undefined) {
      const near = nearest(name, Object.keys(known));
      throw expected("bad-option", { subject, want: "an option of the single command", got: "none of that name", advice: near === undefined ? `see ${help}` : `did you mean ${flagOf(near)}?` });
    }
    if (kind === "flag" && typeof value !== "boolean") throw expected("bad-option", { subject, want: "true or false", got: value, advice: `see ${help}` });
    if (kind === "value" && typeof value !== "string") throw expected("bad-option", { subject, want: "a value", got: value, advice: `see ${help}` });
  }
}

/** minSize: --min-size */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The name that the fewest edits make of `word`, where those are few. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  const ranked = names.map((name) => ({ name, far: edits(word.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best !== undefined && best.far <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance). */
function edits(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
