import { join } from "node:path";
import { domain } from "../../pipelines/mri/index.js";
import { findStudies, parseQuery, pullStudy, pushFolder, studyFolder, studyUid } from "../../pipelines/mri/pacs/index.js";
import { expected, RestorationError } from "../../shared/errors.js";
import { optionChecks } from "../../shared/options.js";
import { placeOf, placeOptions } from "./pacs-options.js";
const help = "see mri-sr batch --help";
/** Studies of a PACS as items: pulled into <output>/sources while others are restored, their results stored back. */
export const pacsSource = {
    own: ["dicomweb", "dimse", "aet", "insecureHttp", "study", "query", "store"],
    addOptions: (command) => placeOptions(command)
        .option("--study <uid...>", "with --dicomweb or --dimse: Study Instance UIDs")
        .option("--query <terms>", "studies that match, such as PatientID=17,StudyDate=20200101-,ModalitiesInStudy=MR")
        .option("--no-store", "do not send the results back to the PACS"),
    open(given, { output, options }) {
        const raw = given;
        if (raw.dicomweb === undefined && raw.dimse === undefined) {
            for (const [flag, given] of [["--study", raw.study], ["--query", raw.query]])
                if (given !== undefined)
                    throw optionChecks(help).wrong(flag, "--dicomweb or --dimse beside it", "neither");
            return undefined;
        }
        const place = placeOf(raw, help);
        if (output === undefined)
            throw optionChecks(help).wrong("--output", "a folder for what is pulled and made", "nothing");
        if ((raw.study === undefined) === (raw.query === undefined))
            throw optionChecks(help).wrong("--study, --query", "one of them", raw.study === undefined ? "neither" : "both");
        if (options.deidentify !== undefined && raw.store !== false)
            throw optionChecks(help).wrong("--deidentify", "--no-store beside it", "results that would be stored among identified ones", "pass --no-store, and push them where they belong");
        return opened(place, { ...raw, output, options });
    },
};
function opened(place, { study, query, store, output, options }) {
    return {
        items: ({ progress, signal }) => pulled(place, { ...(study && { study }), ...(query !== undefined && { query }), output, options, progress, signal }),
        ...(store !== false && { after: (item, signal) => storeBack(place, item, signal) }),
    };
}
async function* pulled(place, { study, query, output, options, progress, signal }) {
    const uids = study?.map((uid) => studyUid(uid)) ?? (await findStudies(place, parseQuery(query), { signal })).map((found) => found.studyUid);
    progress.stage(`${uids.length} ${uids.length === 1 ? "study" : "studies"} on the PACS`);
    if (uids.length === 0)
        throw expected("bad-input", { subject: "--query", want: "a study that matches", got: "none", advice: "check the terms" });
    for (const uid of new Set(uids)) {
        const input = join(output, "sources", studyFolder(uid));
        try {
            const { outcome } = await pullStudy(place, uid, input, { signal });
            if (outcome === "nothing")
                progress.warn(`${studyFolder(uid)}: expected MR series, got none; it is left alone`);
            else
                yield checked({ input, output: domain.outputOf(input, { folder: output, options }), options });
        }
        catch (error) {
            if (signal.aborted || !(error instanceof RestorationError) || error.code === "no-space" || error.code === "bad-option")
                throw error;
            progress.warn(`${studyFolder(uid)}: not pulled: ${error.message}`);
            yield { input, output: domain.outputOf(input, { folder: output, options }), options }; // fails by name, in the summary too
        }
    }
}
function checked(item) {
    domain.check(item);
    return item;
}
async function storeBack(place, { output }, signal) {
    const { failed } = await pushFolder(place, output, { signal });
    const count = Object.values(failed).reduce((sum, n) => sum + n, 0);
    if (count > 0)
        throw expected("bad-input", { subject: "PACS", want: "all images of the result to be stored", got: `${count} refused (${Object.entries(failed).map(([code, n]) => `${n} with ${code}`).join(", ")})`, advice: "the result is in the output folder; mri-sr push sends it again" });
}
//# sourceMappingURL=batch-pacs.js.map