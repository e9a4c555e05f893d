import type { Domain, Item, Outcome, PartContext, RunContext } from "./domain.js";
import { jobId, partsFolder, type JobData } from "./payload.js";
import { inStaging, made } from "./staging.js";
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
export async function runJob(domain: Domain, data: JobData, context: JobContext): Promise<Outcome> {
  const warm = context.warm.lease();
  try {
    return await runWith(domain, data, { ...context, warm });
  } finally {
    await warm.end();
  }
}

/** Opens what the jobs of such items need, before there is one. What fails here is told by the job. */
export async function openAhead(domain: Domain, item: Item, { warm, threads, device }: Pick<JobContext, "warm" | "threads" | "device">): Promise<void> {
  await domain.ahead?.(withDevice(item, device), { warm, threads }).catch(() => undefined);
}

async function runWith(domain: Domain, data: JobData, { device, ...context }: Omit<JobContext, "warm"> & Pick<RunContext, "warm">): Promise<Outcome> {
  const { key, overwrite, index, of } = data;
  const item = withDevice(data.item, device);
  const id = jobId(key, item.output);
  const warnings: string[] = [];
  if (index === undefined && (await domain.done(item, key))) return { outputs: [item.output], already: true, warnings };
  return await inStaging(item.output, index === undefined ? id : `${id}-part${index}`, async (staging) => {
    const run: RunContext = { ...context, staging, overwrite, warn: (message) => void warnings.push(message) };
    if (of === undefined) return await domain.run(item, key, run);
    if (!domain.runPart || !domain.assemble) throw new Error(`${domain.kind}: a job in parts, which this pipeline does not know`);
    const common = partsFolder(item.output, id);
    await made(common);
    const shared: PartContext = { ...run, common };
    if (index === undefined) return await domain.assemble(item, key, of, shared);
    await domain.runPart(item, key, { index, of }, shared);
    return { outputs: [], already: false, warnings };
  });
}

function withDevice(item: Item, device: string | undefined): Item {
  return device === undefined || item.options.device !== undefined ? item : { ...item, options: { ...item.options, device } };
}
