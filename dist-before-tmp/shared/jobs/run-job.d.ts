import type { Domain, Outcome } from "./domain.js";
import { type JobData } from "./payload.js";
import type { Warm } from "./warm.js";
export interface JobContext {
    readonly warm: Warm;
    readonly threads: number;
    /** For items that name none. */
    readonly device?: string;
    readonly signal: AbortSignal;
    readonly progress: (done: number, of: number) => void;
}
/**
 * One job in a worker's process, whole, a part or an assembly; idempotent. The outcome of a part is empty.
 * Throws RestorationError for what the input or the machine is to blame for.
 */
export declare function runJob(domain: Domain, data: JobData, { device, ...context }: JobContext): Promise<Outcome>;
