import { expected } from "../../../shared/errors.js";
import { clockOf } from "./write-attributes.js";
import { textOf } from "./write-dataset.js";
/** DA and TM attributes of one moment: instance creation, content, acquisition, series, study. */
const moments = [[0x00080012, 0x00080013], [0x00080023, 0x00080033], [0x00080022, 0x00080032], [0x00080021, 0x00080031], [0x00080020, 0x00080030]];
/** SOURCE_DATE_EPOCH (reproducible-builds.org) goes before the clock, and is told in UTC where the object names no zone. Throws bad-option for one that is no number. */
export function creationClock(dated, source, { SOURCE_DATE_EPOCH: epoch } = process.env) {
    if (dated === "source")
        return newestOf(source);
    if (dated instanceof Date)
        return clockOf(dated, source);
    if (epoch === undefined || epoch === "")
        return clockOf(new Date(), source);
    if (!/^\d{1,11}$/.test(epoch))
        throw expected("bad-option", { subject: "SOURCE_DATE_EPOCH", want: "seconds since 1970", got: epoch, advice: "correct it or leave it out" });
    return clockOf(new Date(1000 * Number(epoch)), source, { utc: true });
}
function newestOf(source) {
    const found = moments.flatMap(([dateTag, timeTag]) => {
        const date = /^\d{8}$/.exec(textOf(source, dateTag) ?? "")?.[0];
        if (date === undefined)
            return [];
        const time = /^\d{2,6}/.exec(textOf(source, timeTag) ?? "")?.[0] ?? "";
        return [{ date, time: time.padEnd(6, "0") }];
    });
    const newest = found.sort((a, b) => (a.date + a.time < b.date + b.time ? 1 : -1))[0] ?? { date: "19700101", time: "000000" };
    const offset = /^[+-]\d{4}$/.exec(textOf(source, 0x00080201) ?? "")?.[0];
    return { ...newest, ...(offset !== undefined && { offset }) };
}
//# sourceMappingURL=write-clock.js.map