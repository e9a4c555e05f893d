/** Values of an element while it is de-identified: ASCII text, several separated by backslashes. */
const dummies = {
    DA: "19000101", TM: "000000", DT: "19000101000000", AS: "000Y", DS: "0", IS: "0", PN: "REMOVED", AE: "REMOVED", CS: "REMOVED", SH: "REMOVED", LO: "REMOVED", ST: "REMOVED", LT: "REMOVED",
    UT: "REMOVED", UC: "REMOVED",
};
/** A value of the representation that says nothing; undefined for those that have none here (sequences, binary). */
export function dummyOf(vr) {
    const text = dummies[vr];
    return text === undefined ? undefined : Buffer.from(text);
}
const forms = {
    UI: /^[0-9.]*$/, DA: /^[0-9.-]*$/, TM: /^[0-9.:-]*$/, DT: /^[-+0-9.]*$/, AS: /^(\d{3}[DWMY])?$/, DS: /^[-+0-9.eE]*$/, IS: /^[-+0-9]*$/,
};
/** Whether a value is of the form that its representation has: free text that stands in the place of a number or a date is not let through. */
export function isWellFormed(vr, value) {
    const form = forms[vr];
    return form === undefined || Buffer.from(value).toString("latin1").split("\\").every((part) => form.test(part.replaceAll("\0", "").trim()));
}
/** DA or DT moved by whole days, each value; undefined where one is no full date. Times stay. */
export function shifted(text, days) {
    const values = text.split("\\").map((value) => {
        const found = /^(\d{4})(\d\d)(\d\d)(.*)$/.exec(value.trim());
        if (found === null)
            return undefined;
        const [, year, month, day, rest] = found;
        const moment = Date.UTC(Number(year), Number(month) - 1, Number(day)) + days * 86_400_000;
        if (!Number.isFinite(moment) || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31)
            return undefined;
        return `${new Date(moment).toISOString().slice(0, 10).replaceAll("-", "")}${rest}`;
    });
    return values.every((value) => value !== undefined) ? values.join("\\") : undefined;
}
//# sourceMappingURL=values.js.map