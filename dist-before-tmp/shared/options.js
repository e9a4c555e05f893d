import { expected } from "./errors.js";
/** Checks of the options of one command; `help` ends the messages: "see rsr tile --help". All throw bad-option. */
export function optionChecks(help) {
    const wrong = (subject, want, got, advice = help) => expected("bad-option", { subject, want, got, advice });
    const number = (text) => (text.trim() === "" ? NaN : Number(text));
    const oneOf = (flag, value, allowed) => {
        if (!allowed.includes(value))
            throw wrong(flag, `one of ${allowed.join(", ")}`, value);
        return value;
    };
    const whole = (flag, text, { from, to }) => {
        const value = number(text);
        if (!Number.isInteger(value) || value < from || value > to)
            throw wrong(flag, `a whole number from ${from} to ${to}`, text);
        return value;
    };
    /** A finite number above 0. */
    const positive = (flag, text) => {
        const value = number(text);
        if (!(value > 0 && Number.isFinite(value)))
            throw wrong(flag, "a number above 0", text);
        return value;
    };
    const seed = (text) => whole("--seed", text, { from: 0, to: 2 ** 32 - 1 });
    return { wrong, oneOf, whole, positive, seed };
}
/** The one of `names` that a mistyped `name` most likely means: by least edits, within a third of its letters. */
export function nearestName(name, names) {
    const near = names.map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) })).sort((a, b) => a.edits - b.edits)[0];
    return near && near.edits <= Math.max(1, Math.floor(name.length / 3)) ? near.candidate : undefined;
}
/** Levenshtein's distance. */
function edits(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++)
            next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
        row = next;
    }
    return row[b.length];
}
//# sourceMappingURL=options.js.map