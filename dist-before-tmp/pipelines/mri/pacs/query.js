import { expected } from "../../../shared/errors.js";
/** Attributes that studies are looked for by: those that every server must match (PS3.18 table 10.6.1-5) and some that most do. VR and tag. */
export const studyKeys = {
    StudyDate: 0x00080020, StudyTime: 0x00080030, AccessionNumber: 0x00080050, ModalitiesInStudy: 0x00080061, ReferringPhysicianName: 0x00080090,
    StudyDescription: 0x00081030, PatientName: 0x00100010, PatientID: 0x00100020, PatientBirthDate: 0x00100030, StudyInstanceUID: 0x0020000d, StudyID: 0x00200010,
};
/** "PatientID=17,StudyDate=20200101-,ModalitiesInStudy=MR". Throws bad-option, which names keys and no values. */
export function parseQuery(text, flag = "--query") {
    const query = {};
    // a comma in a value is one that no key follows
    for (const [i, term] of text.split(/,(?=\s*[A-Za-z]+\s*=)/).entries()) {
        const [, key, value] = /^\s*([A-Za-z]+)\s*=\s*(.+?)\s*$/s.exec(term) ?? [];
        if (key === undefined || value === undefined)
            throw expected("bad-option", { subject: `${flag}, term ${i + 1}`, want: "Keyword=value", got: "something else", advice: "such as StudyDate=20200101-,ModalitiesInStudy=MR" });
        if (!Object.hasOwn(studyKeys, key))
            throw expected("bad-option", { subject: `${flag}, term ${i + 1}`, want: `one of ${Object.keys(studyKeys).join(", ")}`, got: "another keyword", advice: "a server would pass over it and give too much" });
        if (Object.hasOwn(query, key))
            throw expected("bad-option", { subject: flag, want: `${key} once`, got: "twice", advice: "leave one away" });
        if (/[\x00-\x1f\x7f]/.test(value))
            throw expected("bad-option", { subject: `${flag}, ${key}`, want: "a line of text", got: "control characters", advice: "leave them away" });
        query[key] = value;
    }
    if (query.StudyInstanceUID !== undefined)
        studyUid(query.StudyInstanceUID, flag);
    return query;
}
/** PS3.5 9.1; a value from outside goes into addresses and names. Throws bad-option. */
export function studyUid(text, flag = "--study") {
    if (!isUid(text))
        throw expected("bad-option", { subject: flag, want: "a Study Instance UID: digits and dots, 64 at most", got: "something else", advice: "take it from the PACS" });
    return text;
}
export function isUid(text) {
    return /^[0-9][0-9.]{0,63}$/.test(text);
}
//# sourceMappingURL=query.js.map