import { createHash } from "node:crypto";
import { expected } from "../../../shared/errors.js";
import { versions } from "../../../shared/report/versions.js";
import { textOf } from "../dicom/write-dataset.js";
import { deidentified } from "./dataset.js";
export const unstatedWarning = "some objects do not say whether text is burned into their pixels (BurnedInAnnotation); look at them before they leave";
export function maskingOf(options, pseudonyms) {
    const uids = new Map();
    const { "domain-sr": version } = versions();
    return {
        options, pseudonyms, uids, unstated: false,
        /** Throws bad-input for text in the pixels: cleaning these is not among the options. */
        dataset(source) {
            const burned = textOf(source, 0x00280301);
            if (burned === "YES")
                throw expected("bad-input", { subject: "BurnedInAnnotation", want: "NO, for --deidentify", got: "YES", advice: "leave the series out: text in pixels is not removed" });
            if (burned === undefined)
                this.unstated = true;
            return deidentified(source, { options, pseudonyms, software: `domain-sr ${version}`, onUid: (old, now) => void uids.set(old, now) });
        },
    };
}
/** The study with the UIDs and keys that results may show; files are those of the source. */
export function maskedStudy(study, { pseudonyms, options }) {
    const uid = (old) => (options.retain.includes("uids") || old.startsWith("1.2.840.10008.") ? old : pseudonyms.uid(old));
    const short = (old) => createHash("sha256").update(old).digest("hex").slice(0, 8);
    const stacks = study.stacks.map((stack) => {
        if (stack.format !== "dicom")
            throw expected("bad-input", { subject: "STUDY", want: "DICOM for --deidentify", got: "a NIfTI file, for which there is no such profile", advice: "leave --deidentify out" });
        return {
            ...stack, key: maskedKey(stack.key, pseudonyms),
            ...(stack.seriesUid !== undefined && { seriesUid: uid(stack.seriesUid), label: stack.label.replace(short(stack.seriesUid), short(uid(stack.seriesUid))) }),
            ...(stack.instances && { instances: stack.instances.map((instance) => ({ ...instance, sopInstanceUid: uid(instance.sopInstanceUid) })) }),
        };
    });
    // a series without a number is called by a hash of its UID
    const leftOut = study.leftOut.map((left) => ({ ...left, what: left.what.replace(/\bseries ([0-9a-f]{8})(?=,|$)/, (_, hash) => `series ${maskedKey(hash, pseudonyms)}`) }));
    return { stacks, leftOut };
}
/** In place of a stack's key, which is a hash of its series' UID. */
export function maskedKey(key, pseudonyms) {
    return pseudonyms.hex("stack", key, 8);
}
//# sourceMappingURL=study.js.map