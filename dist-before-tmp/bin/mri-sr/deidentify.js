import { deidentifyStudy, retainable } from "../../pipelines/mri/index.js";
import { onInterrupt } from "../shared/interrupt.js";
export const retainWords = Object.keys(retainable).join(",");
export function register(program) {
    program
        .command("deidentify")
        .argument("<study>", "folder of a DICOM study or a DICOM file")
        .description("copy the MR images of a study without what identifies the patient (DICOM PS3.15 E, basic profile); pixels stay as they are, faces too")
        .requiredOption("--output <folder>", "new folder for the copies")
        .option("--retain <list>", `of ${retainWords}`)
        .option("--date-shift <auto>", "move all dates of a patient by the same days instead of removing them")
        .option("--deidentify-key <file>", "secret that new UIDs follow from (default: DOMAIN_SR_DEIDENTIFY_KEY)")
        .option("--create-key", "make that file where there is none")
        .option("--uid-map <file>", "also write old,new UIDs, outside of the output")
        .action(async (study, raw) => {
        const { files, leftOut, warnings } = await onInterrupt((signal) => deidentifyStudy(study, raw, { signal }), () => process.stderr.write("stopping\n"));
        for (const warning of warnings)
            process.stderr.write(`warning: ${warning}\n`);
        for (const left of leftOut)
            process.stdout.write(`left out  ${left.files} ${left.files === 1 ? "file" : "files"}: ${left.reason}\n`);
        process.stdout.write(`${files} ${files === 1 ? "image" : "images"} de-identified\n`);
    });
}
//# sourceMappingURL=deidentify.js.map