import type { Item } from "../../shared/jobs/domain.js";
import { type TileOptions } from "./options.js";
import type { TileReport } from "./report.js";
/** What a job leaves, the main one first. */
export declare function outputsOf({ output, samples }: Pick<TileOptions, "output" | "samples">): string[];
/** The report beside an output, if it is of this key: it is placed before the rasters are. */
export declare function reportOfKey({ input, output }: Pick<Item, "input" | "output">, key: string): Promise<TileReport | undefined>;
/** Whether everything of this key stands: the report, and rasters that carry the report's fingerprint themselves. */
export declare function isDone(options: TileOptions, key: string): Promise<boolean>;
