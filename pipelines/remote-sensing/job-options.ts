import { expected } from "../../shared/errors.js";
import type { Item, RawOptions } from "../../shared/jobs/domain.js";
import { nearestName } from "../../shared/options.js";
import { parseTileOptions, type RawTileOptions, type TileOptions } from "./options.js";

/** Flags of `rsr tile` that an item of a batch may have; the batch itself says where things go and whether to start over. */
const NAMES = [
  "method", "model", "scale", "preset", "bands", "window", "bbox", "samples", "seed", "steps", "kernel", "consistency", "tile", "overlap", "device", "threads",
] as const satisfies readonly (keyof RawTileOptions)[];

/** Throws bad-option for a name that is none of an item's and for what the single command would refuse. */
export function optionsOf({ input, output, options }: Item): TileOptions {
  return parseTileOptions({ ...checked(options), input, output });
}

function checked(options: RawOptions): RawTileOptions {
  const raw: { -readonly [K in (typeof NAMES)[number]]?: string } = {};
  for (const [name, value] of Object.entries(options)) {
    const known = NAMES.find((candidate) => candidate === name);
    if (known === undefined) {
      const near = nearestName(name, NAMES);
      throw expected("bad-option", { subject: `option ${name}`, want: `one of ${NAMES.join(", ")}`, got: name, advice: near === undefined ? "see rsr tile --help" : `did you mean ${near}?` });
    }
    if (typeof value !== "string") throw expected("bad-option", { subject: `--${name}`, want: "a value", got: "none", advice: "see rsr tile --help" });
    raw[known] = value;
  }
  return raw;
}
