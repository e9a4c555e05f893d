import type { Item } from "../domain.js";
import type { Naming } from "./naming.js";
import type { Problems } from "./problems.js";
/** An item and where it was asked for: "line 3", or its input. */
export interface Placed {
    readonly place: string;
    readonly item: Item;
}
/** Two items with one output, and outputs that are inputs, be it of another item. */
export declare function findClashes(placed: readonly Placed[], { problems, naming }: {
    readonly problems: Problems;
    readonly naming: Naming;
}): void;
/** Equal for items that ask for the same. */
export declare function sameness({ input, output, options }: Item): string;
