import { cosine, linear } from "../diffusion/schedule.js";
/** The schedule that a card describes; undefined for a variance exploding chain, whose networks are fed sigma itself. */
export function scheduleOf(schedule) {
    switch (schedule.kind) {
        case "linear":
            return linear(schedule.steps);
        case "cosine":
            return cosine(schedule.steps, schedule.s);
        case "ve":
            return undefined;
    }
}
//# sourceMappingURL=schedule-of.js.map