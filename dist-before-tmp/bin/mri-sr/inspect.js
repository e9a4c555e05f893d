import { inspect, inspectionText, openStudy, parseRestoreOptions } from "../../pipelines/mri/index.js";
import { exactJson } from "../shared/json.js";
import { onInterrupt } from "../shared/interrupt.js";
export function register(program) {
    program
        .command("inspect")
        .argument("<study>", "folder, DICOM file or NIfTI file")
        .description("say what a study holds, what would be done with each series, and why the others are left alone")
        .option("--series <list>", "as of mri-sr restore")
        .option("--method <name>", "as of mri-sr restore")
        .option("--scale <n>", "as of mri-sr restore")
        .option("--denoise <auto|off>", "as of mri-sr restore")
        .option("--through-plane <n>", "as of mri-sr restore")
        .option("--reference <series>", "as of mri-sr restore")
        .option("--json", "the same as JSON")
        .action(async (study, { json, ...raw }) => {
        const options = parseRestoreOptions(study, raw);
        const found = await onInterrupt((signal) => openStudy(study, { signal }), () => process.stderr.write("stopping\n"));
        const inspection = inspect(found, options);
        process.stdout.write(`${json ? exactJson(inspection) : inspectionText(inspection)}\n`);
    });
}
//# sourceMappingURL=inspect.js.map