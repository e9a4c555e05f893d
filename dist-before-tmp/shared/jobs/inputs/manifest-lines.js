import { parse } from "csv-parse/sync";
import { expected } from "../../errors.js";
/** Longer ones are no lines of a manifest. */
const LINE_BYTES = 2 ** 20;
/** RFC 4180 with a header row; line feeds alone will do, and a byte order mark is skipped. */
export function csvLines(text, problems) {
    // what follows a quote out of place may be taken for more of its cell: only the first such fault is one for sure
    let broken;
    let records = [];
    try {
        records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: LINE_BYTES, skip_records_with_error: true, on_skip: (error) => void (broken ??= error) });
    }
    catch (error) {
        broken ??= error;
    }
    if (broken !== undefined) {
        const at = Number(broken["lines"] ?? 1);
        problems.add(`line ${at}`, `expected a line of CSV, got ${reason(broken)}; quotes within a quoted cell are doubled. The lines after it were not read`);
        records = records.filter(({ info }) => info.lines < at);
    }
    const [header, ...rest] = records;
    if (header === undefined)
        return [];
    const names = header.record.map((cell) => optionName(cell.trim()));
    const at = `line ${header.info.lines}`;
    for (const [i, name] of names.entries()) {
        const cell = header.record[i];
        if (name === undefined)
            problems.add(at, `expected the name of a column (input, output, or an option), got ${JSON.stringify(cell.slice(0, 60))}; the first line is the header, with commas between`);
        else if (names.indexOf(name) !== i)
            problems.add(at, `expected columns of different names, got ${cell} twice; leave one out`);
    }
    if (!names.includes("input"))
        problems.add(at, "expected a column input, got none; the first line names the columns, with commas between");
    return rest.flatMap(({ record, info }) => {
        const number = info.lines;
        if (record.length !== names.length) {
            problems.add(`line ${number}`, `expected ${names.length} cells, as many as the header has, got ${record.length}; put cells with commas in quotes`);
            return [];
        }
        return [{ number, values: Object.fromEntries(record.flatMap((cell, i) => (cell.trim() === "" || names[i] === undefined ? [] : [[names[i], valueOf(cell.trim())]]))) }];
    });
}
/** One JSON object a line; numbers are taken as typed on a command line, null as not given. Empty lines are skipped. */
export function jsonLines(text, problems) {
    return text.replace(/^\uFEFF/, "").split("\n").flatMap((source, i) => {
        const number = i + 1;
        if (source.trim() === "")
            return [];
        const wrong = (problem) => (problems.add(`line ${number}`, problem), []);
        if (source.length > LINE_BYTES)
            return wrong(`expected a line of JSON, got ${source.length} characters; give one item a line`);
        let json;
        try {
            json = JSON.parse(source);
        }
        catch {
            return wrong("expected a line of JSON, got one that does not parse; give one object a line");
        }
        if (typeof json !== "object" || json === null || Array.isArray(json))
            return wrong('expected an object such as {"input": "a.tif"}, got another value; give one object a line');
        const values = {};
        for (const [key, value] of Object.entries(json)) {
            const name = optionName(key);
            if (name === undefined)
                return wrong(`expected names in letters and hyphens, got ${JSON.stringify(key.slice(0, 60))}; see the options of the single command`);
            if (Object.hasOwn(values, name))
                return wrong(`expected each name once, got ${name} twice; leave one out`);
            if (value === null || (typeof value === "string" && value.trim() === ""))
                continue;
            if (typeof value === "object")
                return wrong(`${key}: expected text, a number, true or false, got ${Array.isArray(value) ? "a list" : "an object"}; write it as on the command line`);
            values[name] = valueOf(typeof value === "string" ? value : String(value));
        }
        return [{ number, values }];
    });
}
/** Throws bad-option for bytes that are no UTF-8 text. */
export function textOf(bytes, subject) {
    const refuse = (got, cause) => expected("bad-option", { subject, want: "a manifest in UTF-8", got, advice: "save it as CSV UTF-8 or as JSON lines", cause });
    let text;
    try {
        text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw refuse("other bytes", cause);
    }
    if (text.includes("\0"))
        throw refuse("a binary file");
    return text;
}
/** --min-size, min-size and minSize: minSize. Undefined for what can be no option. */
function optionName(text) {
    const name = text.replace(/^--/, "").replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
    return /^[a-zA-Z][a-zA-Z0-9]{0,40}$/.test(name) ? name : undefined;
}
function valueOf(text) {
    return text === "true" ? true : text === "false" ? false : text;
}
function reason({ code }) {
    if (code === "CSV_MAX_RECORD_SIZE")
        return `more than ${LINE_BYTES} bytes`;
    return code === "CSV_QUOTE_NOT_CLOSED" ? "a quote that is not closed" : "a quote that does not belong there";
}
//# sourceMappingURL=manifest-lines.js.map