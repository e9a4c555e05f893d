import { type Tensor } from "../tensor/tensor.js";
import type { Kernel } from "./kernel.js";
/**
 * Correlation of every plane with `kernel` over replicated edges, [n, c, h, w] to the same. By overlapping Fourier blocks;
 * events get their turn between blocks. `signal` stops it there.
 */
export declare function correlate(x: Tensor, kernel: Kernel, signal?: AbortSignal): Promise<Tensor>;
