import type { Item } from "../domain.js";
import type { Naming } from "./naming.js";
import type { Problems } from "./problems.js";

/** An item and where it was asked for: "line 3", or its input. */
export interface Placed {
  readonly place: string;
  readonly item: Item;
}

/** Two items with one output, and outputs that are inputs, be it of another item. */
export function findClashes(placed: readonly Placed[], { problems, naming }: { readonly problems: Problems; readonly naming: Naming }): void {
  const inputs = new Map<string, string>();
  for (const { place, item } of placed) if (!inputs.has(item.input)) inputs.set(item.input, place);
  const taken = new Map<string, string>();
  for (const { place, item: { output } } of placed) {
    const other = taken.get(output);
    if (other !== undefined) problems.add(place, `output: expected one of its own${naming.got(output)}; it is that of ${other} too; give it another`);
    else taken.set(output, place);
    const input = inputs.get(output);
    if (input !== undefined) problems.add(place, `output: expected another name than every input${naming.got(output)}; it is the input of ${input}, and inputs are never replaced`);
  }
}

/** Equal for items that ask for the same. */
export function sameness({ input, output, options }: Item): string {
  return JSON.stringify([input, output, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
