import { readFile } from "node:fs/promises";
import dicomParser from "dicom-parser";
import { throwIfAborted } from "../../../shared/diffusion/sample.js";
import { gather } from "../dicom/gather.js";
import { associate, codeOf } from "./dimse-associate.js";
import { dimseLibrary, status } from "./dimse-library.js";
import { Unavailable } from "./retry.js";
const mostContexts = 128;
/**
 * Stores files by C-STORE (PS3.4 B). The bytes of each data set go out as they lie in the file: a PACS that does not take a transfer
 * syntax does not get that file ("transfer-syntax" among the failures), for converting it with the library would drop private elements.
 */
export async function store(place, files, call = {}) {
    const failed = new Map();
    const warnings = new Map();
    const counts = { stored: 0, already: 0 };
    const count = (into, reason) => into.set(reason, (into.get(reason) ?? 0) + 1);
    const kinds = [...gather(files, ({ sopClassUid, transferSyntax }) => `${sopClassUid} ${transferSyntax}`).values()];
    for (let from = 0; from < kinds.length; from += mostContexts) {
        const some = kinds.slice(from, from + mostContexts);
        const proposals = some.map(([first]) => ({ abstract: first.sopClassUid, syntaxes: [first.transferSyntax] }));
        const waiting = some.flat();
        // when the association breaks, a new one goes on with what is left
        await associate(place, proposals, async (associated) => {
            while (waiting.length > 0) {
                throwIfAborted(call.signal);
                const [code, kind] = await storeOne(associated, waiting[0]);
                if (kind === "stored")
                    counts.stored += 1;
                else if (kind === "already")
                    counts.already += 1;
                else
                    count(failed, code);
                if (kind === "stored" && code !== "0000")
                    count(warnings, code);
                waiting.shift();
            }
        }, call);
    }
    return { ...counts, failed, warnings };
}
async function storeOne({ association, ask }, file) {
    const { requests: { CStoreRequest }, Dataset, constants: { PresentationContextResult } } = dimseLibrary();
    const taken = association.getPresentationContexts().some(({ context }) => context.getAbstractSyntaxUid() === file.sopClassUid && context.getResult() === PresentationContextResult.Accept && context.getAcceptedTransferSyntaxUid() === file.transferSyntax);
    if (!taken)
        return ["transfer-syntax", "failed"];
    const bytes = await dataSetOf(file.path);
    const dataset = new Dataset({ SOPClassUID: file.sopClassUid, SOPInstanceUID: file.sopInstanceUid }, file.transferSyntax);
    dataset.getDenaturalizedDataset = () => bytes;
    const response = await ask(new CStoreRequest(dataset));
    const code = response.getStatus();
    if (code === status.success || (code >> 12) === 0xb)
        return [codeOf(response), "stored"];
    if (code === status.duplicate)
        return [codeOf(response), "already"];
    if (code >> 8 === 0xa7)
        throw new Unavailable(`C-STORE: expected room for an instance, got status ${codeOf(response)}H; try again later`);
    return [codeOf(response), "failed"];
}
/** What stands behind the file meta information. */
async function dataSetOf(path) {
    const bytes = await readFile(path);
    const meta = dicomParser.readPart10Header(bytes);
    return bytes.subarray(meta.position);
}
//# sourceMappingURL=dimse-store.js.map