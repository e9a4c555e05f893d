import { expected, RestorationError } from "../../errors.js";
const byNumber = new Intl.Collator("en", { numeric: true });
/** What is wrong with what was asked for, all of it told at once: places with the same fault together, in the order of lines or names. */
export class Problems {
    places = new Map();
    count = 0;
    add(place, problem) {
        this.count++;
        const known = this.places.get(problem);
        if (known === undefined)
            this.places.set(problem, { first: place, more: 0 });
        else
            known.more++;
    }
    /** Runs `check`; what it refuses is a problem of `place`. */
    try(place, check) {
        try {
            check();
            return true;
        }
        catch (error) {
            if (!(error instanceof RestorationError))
                throw error;
            this.add(place, error.message);
            return false;
        }
    }
    /** Throws bad-option where there are any: at most `shown` faults and the count. */
    throwIfAny({ subject, advice, shown = 20 }) {
        if (this.count === 0)
            return;
        const told = [...this.places].sort(([, a], [, b]) => byNumber.compare(a.first, b.first)).slice(0, shown).map(([problem, { first, more }]) => `\n  ${first}${more > 0 ? ` (and ${more} more)` : ""}: ${cut(problem)}`);
        const left = this.places.size - told.length;
        throw expected("bad-option", { subject, want: "items without a fault", got: `${this.count} with one`, advice: `${advice}${told.join("")}${left > 0 ? `\n  and ${left} other faults` : ""}` });
    }
}
/** Cells of a file that is no manifest can be of any length. */
function cut(text) {
    return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}
//# sourceMappingURL=problems.js.map