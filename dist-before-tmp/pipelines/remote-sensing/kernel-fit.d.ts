import { type Kernel } from "../../shared/degradation/kernel.js";
import { type Region } from "../../shared/tiles/lattice.js";
import type { MethodModels } from "./models.js";
import { type Prepared } from "./prepare.js";
export interface KernelFit {
    readonly kernel: Kernel;
    /** Its width in those of the predicted kernel. */
    readonly width: number;
}
/**
 * How wide the predicted kernel is, corrected by what the method makes of the scene: of the kernel in several widths the one whose
 * A takes the restored windows (`fidelity`, one seed) nearest to the measured ones. A network trained on all blurs restores
 * what it sees whether or not the predictor named it; a kernel too wide would have the agreement sharpen its result once more.
 * Regions are windows of input pixels, wholly valid; the first few are used.
 */
export declare function fitKernelWidth({ method: name, model }: MethodModels, predicted: Kernel, { prepared, scale, seed, regions, signal }: {
    prepared: Prepared;
    scale: number;
    seed: number;
    regions: readonly Region[];
    signal?: AbortSignal;
}): Promise<KernelFit>;
/** The kernel's mass moved towards or from its middle, bilinearly; what leaves the square is dropped. */
export declare function scaled(kernel: Kernel, width: number): Kernel;
