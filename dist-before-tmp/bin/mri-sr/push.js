import { pushFolder } from "../../pipelines/mri/pacs/index.js";
import { expected } from "../../shared/errors.js";
import { jsonLines, progressOn } from "../../shared/report/progress.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED } from "../shared/main.js";
import { placeOf, placeOptions } from "./pacs-options.js";
const unit = { one: "instance", many: "instances" };
export function register(program, exit) {
    placeOptions(program.command("push").argument("<folder>", "results of mri-sr restore, or any folder of DICOM files").description("send every DICOM file below a folder to a PACS, unchanged; what it has is not sent again"))
        .option("--json", "JSON lines on stdout: progress, then the counts")
        .action(async (folder, { json, ...raw }) => {
        const place = placeOf(raw, "see mri-sr push --help");
        const progress = json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
        const pushed = await onInterrupt((signal) => pushFolder(place, folder, { signal, onFiles: (done, of) => progress.count(done, of) }), () => progress.stage("stopping")).finally(() => progress.stop());
        if (pushed.stored + pushed.already + failures(pushed) === 0)
            throw expected("bad-input", { subject: "FOLDER", want: "DICOM files", got: `none (other files: ${pushed.leftAlone})`, advice: "give the output of mri-sr restore" });
        process.stdout.write(json ? `${JSON.stringify({ event: "done", ...pushed })}\n` : text(pushed));
        if (failures(pushed) > 0)
            exit(SOME_FAILED);
    });
}
function failures({ failed }) {
    return Object.values(failed).reduce((sum, count) => sum + count, 0);
}
function text(pushed) {
    const reasons = (of) => Object.entries(of).map(([reason, count]) => `${reason === "unnamed" ? "no reason given" : `${reason}H`}: ${count}`).join(", ");
    const parts = [
        `${pushed.stored} stored`, `${pushed.already} already there`, `${failures(pushed)} failed${failures(pushed) > 0 ? ` (${reasons(pushed.failed)})` : ""}`,
        ...(Object.keys(pushed.warnings).length > 0 ? [`changed by the PACS (${reasons(pushed.warnings)})`] : []),
        ...(pushed.leftAlone > 0 ? [`left alone: ${pushed.leftAlone} that are not DICOM`] : []),
    ];
    return `${parts.join(", ")}\n`;
}
//# sourceMappingURL=push.js.map