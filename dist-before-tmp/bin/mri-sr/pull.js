import { join } from "node:path";
import { findStudies, nameOf, parseQuery, pullStudy, studyFolder, studyUid } from "../../pipelines/mri/pacs/index.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { optionChecks } from "../../shared/options.js";
import { jsonLines, progressOn } from "../../shared/report/progress.js";
import { onInterrupt } from "../shared/interrupt.js";
import { SOME_FAILED } from "../shared/main.js";
import { placeOf, placeOptions } from "./pacs-options.js";
const help = "see mri-sr pull --help";
export function register(program, exit) {
    placeOptions(program.command("pull").description("get studies from a PACS, each into a folder of its own, all of it or none"))
        .option("--study <uid...>", "Study Instance UIDs")
        .option("--query <terms>", "studies that match, such as PatientID=17,StudyDate=20200101-,ModalitiesInStudy=MR")
        .requiredOption("--output <folder>", "for study-<hash of its UID> of each study; no names of patients and no UIDs stand in names")
        .option("--move-port <n>", "with --dimse: C-MOVE to this port of ours instead of C-GET; the PACS must know --aet with our host and this port")
        .option("--move-host <address>", "of this machine, that the port is opened on; 0.0.0.0 for all (default: 127.0.0.1)")
        .option("--all-series", "also what is not MR")
        .option("--overwrite", "get anew what has changed on the PACS")
        .option("--json", "JSON lines on stdout: progress, then the counts")
        .action(async ({ study, query, output, json, ...raw }) => {
        const place = placeOf(raw, help);
        if ((study === undefined) === (query === undefined))
            throw optionChecks(help).wrong("--study, --query", "one of them", study === undefined ? "neither" : "both");
        const given = study?.map((uid) => studyUid(uid));
        const unit = { one: "study", many: "studies" };
        const progress = json ? jsonLines((line) => process.stdout.write(line), unit) : progressOn(process.stderr, unit);
        const sum = await onInterrupt(async (signal) => {
            const uids = given ?? (await findStudies(place, parseQuery(query), { signal })).map((found) => found.studyUid);
            return pullAll(place, [...new Set(uids)], { ...raw, output, progress, signal });
        }, () => progress.stage("stopping")).finally(() => progress.stop());
        process.stdout.write(json ? `${JSON.stringify({ event: "done", ...sum })}\n` : text(sum));
        if (sum.failed > 0)
            exit(SOME_FAILED);
    });
}
/** A study that fails leaves the others to be got; when all fail, the first error is thrown. */
async function pullAll(place, uids, { output, allSeries = false, overwrite = false, progress, signal }) {
    const sum = { found: uids.length, pulled: 0, already: 0, nothing: 0, failed: 0, grown: 0, instances: 0, bytes: 0 };
    let first;
    progress.count(0, uids.length);
    for (const [i, uid] of uids.entries()) {
        try {
            const pulled = await pullStudy(place, uid, join(output, studyFolder(uid)), { allSeries, overwrite, signal });
            sum[pulled.outcome] += 1;
            if (pulled.newSeries > 0)
                sum.grown += 1;
            sum.instances += pulled.instances;
            sum.bytes += pulled.bytes;
        }
        catch (error) {
            if (signal.aborted || !(error instanceof RestorationError) || error.code === "no-space")
                throw error;
            first ??= error;
            sum.failed += 1;
            progress.warn(`${studyFolder(uid)}: ${error.message}`);
        }
        progress.count(i + 1, uids.length);
    }
    if (first !== undefined && sum.failed === uids.length)
        throw first;
    if (sum.pulled + sum.already + sum.failed === 0) {
        const got = uids.length === 0 ? "none" : "none (not there, or without MR; see --all-series)";
        throw expected("bad-input", { subject: nameOf(place), want: "a study to get", got, advice: "check --study or --query" });
    }
    return sum;
}
function text({ found, pulled, already, nothing, failed, grown, instances, bytes }) {
    const parts = [`${pulled} pulled`, `${already} already there${grown > 0 ? ` (${grown} of them with more series on the PACS since: --overwrite gets all)` : ""}`, ...(nothing > 0 ? [`${nothing} without MR series or not on the PACS`] : []), ...(failed > 0 ? [`${failed} failed`] : [])];
    return `${found} ${found === 1 ? "study" : "studies"}: ${parts.join(", ")}; ${instances} instances, ${(bytes / 2 ** 20).toFixed(1)} MiB received\n`;
}
//# sourceMappingURL=pull.js.map