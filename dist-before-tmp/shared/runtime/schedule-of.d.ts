import { type Schedule } from "../diffusion/schedule.js";
import type { Card } from "./card.js";
/** The schedule that a card describes; undefined for a variance exploding chain, whose networks are fed sigma itself. */
export declare function scheduleOf(schedule: NonNullable<Card["diffusion"]>["schedule"]): Schedule | undefined;
