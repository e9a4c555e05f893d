/**
 * A process that adds jobs and does them until it is killed: "done KEY" for each that is complete, "hanging" when it has come to
 * the job whose n is `hang`.
 *
 *   node --import tsx test/shared/jobs/worker-process.ts PLACE PREFIX COUNT HANG
 */
import { openQueues } from "../../../shared/jobs/queue/open.js";

const [place, prefix, count, hang] = process.argv.slice(2);
const queues = await openQueues(place!, { prefix: prefix! });
const queue = queues.queue<{ n: number }, number>("rsr");
await queue.addBulk(Array.from({ length: Number(count) }, (_, n) => ({ name: "scene", data: { n }, opts: { jobId: `key-${n}` } })));
const worker = queues.worker<{ n: number }, number>(
  "rsr",
  async ({ data: { n } }) => {
    if (n !== Number(hang)) return n;
    console.log("hanging");
    return new Promise(() => setInterval(() => {}, 1000));
  },
  { lockDuration: 1500, lockRenewTime: 500, stalledInterval: 500 },
);
worker.on("completed", (job) => console.log(`done ${job.id}`));
