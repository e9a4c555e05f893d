import { checkOptionNames } from "../../shared/jobs/option-names.js";
import { parseTileOptions } from "./options.js";
/** Flags of `rsr tile` that an item of a batch may have. */
const KNOWN = {
    method: "value", model: "value", scale: "value", preset: "value", bands: "value", window: "value", bbox: "value", samples: "value", seed: "value", steps: "value",
    kernel: "value", consistency: "value", tile: "value", overlap: "value", device: "value", threads: "value",
};
/** Throws bad-option for a name that is none of an item's and for what the single command would refuse. */
export function optionsOf({ input, output, options }) {
    checkOptionNames(options, KNOWN, "rsr tile --help");
    return parseTileOptions({ ...options, input, output });
}
//# sourceMappingURL=job-options.js.map