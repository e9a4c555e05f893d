import { createHmac } from "node:crypto";
import { optionChecks } from "../../../shared/options.js";
/** The options of PS3.15 E.3 that are there, by the word that --retain takes: code and meaning of CID 7050. */
export const retainable = {
    "uids": ["113110", "Retain UIDs Option"],
    "dates": ["113106", "Retain Longitudinal Temporal Information Full Dates Option"],
    "device": ["113109", "Retain Device Identity Option"],
    "institution": ["113112", "Retain Institution Identity Option"],
    "patient-characteristics": ["113108", "Retain Patient Characteristics Option"],
    "safe-private": ["113111", "Retain Safe Private Option"],
};
export const basicCode = ["113100", "Basic Application Confidentiality Profile"];
export const modifiedDatesCode = ["113107", "Retain Longitudinal Temporal Information Modified Dates Option"];
const { oneOf, wrong } = optionChecks("see mri-sr deidentify --help");
/** Undefined where nothing is to be de-identified. Throws bad-option. */
export function parseDeidentify(raw) {
    if (raw.deidentify === undefined) {
        for (const [flag, given] of [["--retain", raw.retain], ["--date-shift", raw.dateShift]])
            if (given !== undefined)
                throw wrong(flag, "--deidentify basic with it", "none");
        return undefined;
    }
    oneOf("--deidentify", raw.deidentify, ["basic"]);
    const words = raw.retain === undefined ? [] : raw.retain.split(",").map((word) => word.trim());
    const retain = [...new Set(words.map((word) => oneOf("--retain", word, Object.keys(retainable))))].sort();
    if (raw.dateShift !== undefined)
        oneOf("--date-shift", raw.dateShift, ["auto"]);
    if (raw.dateShift !== undefined && retain.includes("dates"))
        throw wrong("--date-shift", "dates that are not retained as they are", "--retain dates", "leave one of them out");
    return { retain, dateShift: raw.dateShift !== undefined };
}
/** What stands in for identifiers follows from them and a secret alone: on every machine, at every try, without a table of pairs. */
export class Pseudonyms {
    secret;
    constructor(secret) {
        this.secret = secret;
    }
    digest(kind, text) {
        return createHmac("sha256", this.secret).update(`${kind}\0${text}`).digest();
    }
    /** Tells secrets apart without telling them. */
    get id() {
        return this.hex("key", "", 16);
    }
    hex(kind, text, digits) {
        return this.digest(kind, text).toString("hex").slice(0, digits);
    }
    /** 2.25 and the decimal form of a version 8 UUID (PS3.5 B.2, RFC 9562 5.8). */
    uid(uid) {
        const bytes = this.digest("uid", uid).subarray(0, 16);
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
    }
    /** Days to add to all dates of a patient: 1 to 3653 into the past. */
    shift(patient) {
        return -(1 + (this.digest("shift", patient).readUInt32BE(0) % 3653));
    }
}
//# sourceMappingURL=options.js.map