import { cosine, linear, type Schedule } from "../diffusion/schedule.js";
import type { Card } from "./card.js";

/** The schedule that a card describes; undefined for a variance exploding chain, whose networks are fed sigma itself. */
export function scheduleOf(schedule: NonNullable<Card["diffusion"]>["schedule"]): Schedule | undefined {
  switch (schedule.kind) {
    case "linear":
      return linear(schedule.steps);
    case "cosine":
      return cosine(schedule.steps, schedule.s);
    case "ve":
      return undefined;
  }
}
