import type { Workers } from "../../shared/jobs/workers.js";
/** Resolves when the workers have ended: the first SIGTERM or SIGINT drains them, a second one stops their jobs. */
export declare function drainOnSignals(workers: Workers, told: (hurried: boolean) => void): Promise<void>;
