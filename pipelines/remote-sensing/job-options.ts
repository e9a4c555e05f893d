import type { Item } from "../../shared/jobs/domain.js";
import { checkOptionNames, type OptionKinds } from "../../shared/jobs/option-names.js";
import { parseTileOptions, type RawTileOptions, type TileOptions } from "./options.js";

/** Flags of `rsr tile` that an item of a batch may have. */
const KNOWN = {
  method: "value", model: "value", scale: "value", preset: "value", bands: "value", window: "value", bbox: "value", samples: "value", seed: "value", steps: "value",
  kernel: "value", consistency: "value", tile: "value", overlap: "value", device: "value", threads: "value",
} as const satisfies OptionKinds & { readonly [K in keyof RawTileOptions]?: "value" | "flag" };

/** Throws bad-option for a name that is none of an item's and for what the single command would refuse. */
export function optionsOf({ input, output, options }: Item): TileOptions {
  checkOptionNames(options, KNOWN, "rsr tile --help");
  return parseTileOptions({ ...(options as Readonly<Partial<Record<keyof typeof KNOWN, string>>>), input, output });
}
