import { checkPlace, nameOf } from "../../pipelines/mri/pacs/index.js";
import { onInterrupt } from "../shared/interrupt.js";
import { placeOf, placeOptions } from "./pacs-options.js";
export function register(program) {
    placeOptions(program.command("echo").description("ask a PACS whether it is there and lets us in"))
        .action(async (raw) => {
        const place = placeOf(raw, "see mri-sr echo --help");
        await onInterrupt((signal) => checkPlace(place, { signal }), () => process.stderr.write("stopping\n"));
        process.stdout.write(`${nameOf(place)} answers\n`);
    });
}
//# sourceMappingURL=echo.js.map