import type { Card } from "../../shared/runtime/card.js";
import type { RestoreJob } from "./restore-job.js";
/** A rough guess, from one machine. */
export declare function estimatedSeconds({ options, window, bands }: RestoreJob, card: Card | undefined): number;
