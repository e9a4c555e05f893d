import type { Item, Outcome, RunContext } from "../../shared/jobs/domain.js";
import type { TileOptions } from "./options.js";
import { type RestoreContext } from "./restore.js";
/** A scene as a whole, in the attempt's own folder until it is complete. */
export declare function run(item: Item, wanted: string, context: RunContext): Promise<Outcome>;
/** The options of an attempt: the same name in its own folder. */
export declare function staged(options: TileOptions, { staging, threads }: RunContext): TileOptions;
export declare function contextOf({ input, output }: TileOptions, wanted: string, { warm, signal, progress, warn }: RunContext): Required<RestoreContext>;
/** Gives what an attempt made its names; where another attempt was first, that one stands. */
export declare function place(options: TileOptions, wanted: string, { context, warnings }: {
    context: RunContext;
    warnings: readonly string[];
}): Promise<Outcome>;
/** What stands under the output's names may be replaced if asked for; beside a report of this key, placed before its rasters, a deviation may too. */
export declare function refuseForeign(options: TileOptions, wanted: string, { overwrite }: RunContext): Promise<void>;
/** The error of an attempt that ended, which says of one that was stopped that it may start again. */
export declare function stopped({ output }: TileOptions, error: unknown, { signal }: RunContext): unknown;
