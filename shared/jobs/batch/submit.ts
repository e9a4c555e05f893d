import type { FlowJob } from "bullmq";
import type { Domain, Item, Outcome } from "../domain.js";
import { jobId, partId, type JobData } from "../payload.js";
import type { Queues } from "../queue/open.js";

/** How an item stands once it was asked for. */
export type Standing =
  | { readonly state: "already" }
  /** The queue has it, from now or from before. */
  | { readonly state: "queued" };

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
  readonly signal?: AbortSignal;
}

/**
 * Asks for one item: what stands is left, what waits or runs is not asked for twice, what failed is tried again from its first
 * attempt. Throws RestorationError where the input cannot be read.
 */
export async function submit(item: Item, { domain, queues, batch, overwrite, partPixels, signal }: SubmitOptions): Promise<Submission> {
  const key = await domain.key(item, signal);
  const id = jobId(key, item.output);
  if (await domain.done(item, key)) return { item, key, id, standing: { state: "already" } };
  const queue = queues.queue<JobData, Outcome>(domain.kind);
  const earlier = await queue.getJob(id);
  if (earlier !== undefined) {
    const state = await earlier.getState();
    if (state !== "completed" && state !== "failed") return { item, key, id, standing: { state: "queued" } };
    await earlier.remove({ removeChildren: true });
  }
  const data: JobData = { item, key, batch, overwrite };
  const of = (await domain.parts?.(item, partPixels, signal)) ?? 1;
  if (of <= 1) await queue.add("item", data, { jobId: id });
  else await queues.flow().add(divided(data, { id, of, name: queue.name }), { queuesOptions: { [queue.name]: { defaultJobOptions: queue.defaultJobOptions } } });
  return { item, key, id, standing: { state: "queued" } };
}

/** Parts in any order on any machine, then their assembly; a part that fails for good fails the whole. */
function divided(data: JobData, { id, of, name }: { readonly id: string; readonly of: number; readonly name: string }): FlowJob {
  return {
    name: "assemble", queueName: name, data: { ...data, of }, opts: { jobId: id },
    children: Array.from({ length: of }, (_, index) => ({ name: "part", queueName: name, data: { ...data, index, of }, opts: { jobId: partId(id, index), failParentOnFailure: true } })),
  };
}

export type { Outcome };
