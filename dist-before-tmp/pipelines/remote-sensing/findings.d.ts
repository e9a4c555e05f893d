import { type Kernel } from "../../shared/degradation/kernel.js";
import { type KernelOption } from "./kernel.js";
import type { Findings } from "./journal.js";
import { type MethodModels } from "./models.js";
import type { Scene } from "./raster.js";
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
export declare function findings(scene: Scene, bands: readonly number[], o: FindingOptions): Promise<Findings>;
export declare function kernelOf({ kernel }: Findings): Kernel | undefined;
