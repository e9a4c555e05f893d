import type { FlowJob } from "bullmq";
import type { Domain, Item, Outcome } from "../domain.js";
import { jobId, partId, type JobData } from "../payload.js";
import type { Queues } from "../queue/open.js";

/** How an item stands once it was asked for. */
export type Standing =
  | { readonly state: "already" }
  /** The queue has it, from now or from before. */
  | { readonly state: "queued"; readonly isNew: boolean };

export interface Submission {
  readonly item: Item;
  readonly key: string;
  readonly id: string;
  readonly standing: Standing;
}

export interface SubmitOptions {
  readonly domain: Domain;
  readonly queues: Queues;
  readonly batch: string;
  readonly overwrite: boolean;
  /** Output pixels above which an item is divided. */
  readonly partPixels: number;
  /** Whether the queue may know a job from before; by default it is asked. */
  readonly mayKnow?: (id: string) => boolean;
  readonly signal?: AbortSignal;
}

/** An item that was looked at, and the job that is to be added for it. */
export interface Prepared extends Submission {
  readonly job?: { readonly data: JobData; readonly of: number };
}

/** Asks for one item. Throws RestorationError where the input cannot be read. */
export async function submit(item: Item, options: SubmitOptions): Promise<Submission> {
  const prepared = await prepare(item, options);
  await add([prepared], options);
  return prepared;
}

/**
 * Looks how an item stands: what stands is left, what waits or runs is not asked for twice, what failed is tried again from its first
 * attempt. Throws RestorationError where the input cannot be read.
 */
export async function prepare(item: Item, { domain, queues, batch, overwrite, partPixels, mayKnow = () => true, signal }: SubmitOptions): Promise<Prepared> {
  const key = await domain.key(item, signal);
  const id = jobId(key, item.output);
  if (await domain.done(item, key)) return { item, key, id, standing: { state: "already" } };
  const earlier = mayKnow(id) ? await queues.queue<JobData, Outcome>(domain.kind).getJob(id) : undefined;
  if (earlier !== undefined) {
    const state = await earlier.getState();
    if (state !== "completed" && state !== "failed") return { item, key, id, standing: { state: "queued", isNew: false } };
    await earlier.remove({ removeChildren: true });
  }
  const of = (await domain.parts?.(item, partPixels, signal)) ?? 1;
  return { item, key, id, standing: { state: "queued", isNew: true }, job: { data: { item, key, batch, overwrite }, of } };
}

/** Adds the jobs of items; all that are not divided at once, which takes a queue a third of the time. */
export async function add(prepared: readonly Prepared[], { domain, queues }: Pick<SubmitOptions, "domain" | "queues">): Promise<void> {
  const queue = queues.queue<JobData, Outcome>(domain.kind);
  const jobs = prepared.flatMap(({ id, job }) => (job === undefined ? [] : [{ id, ...job }]));
  const whole = jobs.filter(({ of }) => of <= 1).map(({ id, data }) => ({ name: "item", data, opts: { jobId: id } }));
  if (whole.length > 0) await queue.addBulk(whole);
  for (const { id, of, data } of jobs) {
    if (of > 1) await queues.flow().add(divided(data, { id, of, name: queue.name }), { queuesOptions: { [queue.name]: { defaultJobOptions: queue.defaultJobOptions } } });
  }
}

/** Parts in any order on any machine, then their assembly; a part that fails for good fails the whole. */
function divided(data: JobData, { id, of, name }: { readonly id: string; readonly of: number; readonly name: string }): FlowJob {
  return {
    name: "assemble", queueName: name, data: { ...data, of }, opts: { jobId: id },
    children: Array.from({ length: of }, (_, index) => ({ name: "part", queueName: name, data: { ...data, index, of }, opts: { jobId: partId(id, index), failParentOnFailure: true } })),
  };
}

export type { Outcome };
