import type { Kind } from "../domain.js";
import type { Queues } from "../queue/open.js";
export interface Metrics {
    readonly port: number;
    /** `outcome` becomes a label. */
    ended(kind: Kind, ending: {
        readonly outcome: string;
        readonly seconds?: number;
    }): void;
    close(): Promise<void>;
}
/** Prometheus metrics at http://host:port/metrics: items by outcome, their seconds, and what the queues hold when asked. Port 0 takes a free one. */
export declare function serveMetrics(queues: Queues, kinds: readonly Kind[], { port, host }: {
    readonly port: number;
    readonly host?: string;
}): Promise<Metrics>;
