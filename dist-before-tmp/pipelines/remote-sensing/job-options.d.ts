import type { Item } from "../../shared/jobs/domain.js";
import { type TileOptions } from "./options.js";
/** Throws bad-option for a name that is none of an item's and for what the single command would refuse. */
export declare function optionsOf({ input, output, options }: Item): TileOptions;
