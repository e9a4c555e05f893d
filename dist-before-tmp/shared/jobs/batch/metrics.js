import { createServer } from "node:http";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { expected } from "../../errors.js";
/** From a tile to a day of one core. */
const SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10800, 86400];
/** Prometheus metrics at http://host:port/metrics: items by outcome, their seconds, and what the queues hold when asked. Port 0 takes a free one. */
export async function serveMetrics(queues, kinds, { port, host = "127.0.0.1" }) {
    const register = new Registry();
    collectDefaultMetrics({ register, prefix: "domain_sr_" });
    const items = new Counter({ name: "domain_sr_items_total", help: "Items that ended, by outcome", labelNames: ["kind", "outcome"], registers: [register] });
    const seconds = new Histogram({ name: "domain_sr_item_seconds", help: "Duration of the last attempt", labelNames: ["kind"], buckets: SECONDS, registers: [register] });
    new Gauge({
        name: "domain_sr_jobs", help: "Jobs in the queue, by state", labelNames: ["kind", "state"], registers: [register],
        async collect() {
            for (const kind of kinds) {
                const counts = await queues.queue(kind).getJobCounts("waiting", "active", "delayed", "waiting-children", "completed", "failed");
                for (const [state, count] of Object.entries(counts))
                    this.set({ kind, state }, count);
            }
        },
    });
    const server = createServer((request, response) => {
        if (request.url !== "/metrics")
            return void response.writeHead(404).end("see /metrics\n");
        register.metrics().then((text) => response.writeHead(200, { "content-type": register.contentType }).end(text), () => response.writeHead(503).end("the queue does not answer\n"));
    });
    await listening(server, port, host);
    return {
        port: server.address().port,
        ended(kind, ending) {
            items.inc({ kind, outcome: ending.outcome });
            if (ending.seconds !== undefined)
                seconds.observe({ kind }, ending.seconds);
        },
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
function listening(server, port, host) {
    return new Promise((resolve, reject) => {
        server.once("error", (cause) => reject(expected("bad-option", { subject: "--metrics", want: "a free port", got: `${port} (${cause.code})`, advice: "choose another, or 0", cause })));
        server.listen(port, host, () => resolve());
    });
}
//# sourceMappingURL=metrics.js.map