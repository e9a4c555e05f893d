import { expected } from "../../shared/errors.js";
import { deltaKernel, type Kernel } from "../../shared/degradation/kernel.js";
import { fitKernelWidth } from "./kernel-fit.js";
import { givenKernel, predictKernel, type KernelOption } from "./kernel.js";
import type { Findings } from "./journal.js";
import { withKernelModel, type MethodModels } from "./models.js";
import { Prepared } from "./prepare.js";
import type { Scene } from "./raster.js";
import { sceneStatistics } from "./statistics.js";

/** Percentiles that become 0 and 1 where no card says which. */
const NORMALIZATION = { low: 1, high: 99 };

export interface FindingOptions {
  readonly models: MethodModels;
  readonly scale: number;
  readonly seed: number;
  readonly kernel: KernelOption;
  /** Whether anything uses a predicted kernel: ddsr, or consistency of a learned method. */
  readonly wantsKernel: boolean;
  readonly device?: string;
  readonly warn: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** What is asked of the scene once, before its first tile: statistics of the bands, and the blur kernel. */
export async function findings(scene: Scene, bands: readonly number[], o: FindingOptions): Promise<Findings> {
  const statistics = await sceneStatistics(scene, bands, { ...percentilesOf(o.models), ...(o.signal && { signal: o.signal }) });
  const given = await givenKernel(o.kernel, o.scale);
  if (given) return { statistics, kernel: { data: [...given.data], source: "given" } };
  if (!o.wantsKernel) return { statistics };
  const prepared = new Prepared(scene, bands, statistics.bands);
  const found = await withKernelModel(
    o.models,
    async (model) => (await predictKernel(model, { prepared, scale: o.scale, seed: o.seed, ...(o.signal && { signal: o.signal }) })) ?? ("no window" as const),
    o,
  );
  if (found === "no window") o.warn("no part of the scene is large and valid enough to predict the blur kernel; none is assumed");
  if (found !== undefined && found !== "no window") {
    const { regions, agreement } = found;
    const { kernel, width } = await fitKernelWidth(o.models, found.kernel, { prepared, scale: o.scale, seed: o.seed, regions, ...(o.signal && { signal: o.signal }) });
    return { statistics, kernel: { data: [...kernel.data], source: "predicted", windows: regions.length, agreement, width } };
  }
  return o.models.method === "ddsr" ? { statistics, kernel: { data: [...deltaKernel().data], source: "none" } } : { statistics };
}

function percentilesOf({ model }: MethodModels): { readonly low: number; readonly high: number } {
  const { low, high } = model?.card.normalization ?? NORMALIZATION;
  if (typeof low === "string") throw expected("bad-model", { subject: model!.card.id, want: "percentiles as its normalization", got: low, advice: "choose a model for scenes" });
  return { low, high };
}

export function kernelOf({ kernel }: Findings): Kernel | undefined {
  return kernel && { size: Math.round(Math.sqrt(kernel.data.length)), data: Float64Array.from(kernel.data) };
}
