import type { RuntimeArray } from "../../../shared/runtime/model.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { MethodContext, MethodTile } from "./method.js";
/** Draws `base` + residual for each seed, in arrays of tensor/spare.ts; noise is addressed by band group and place. `conditions` feed the denoiser. */
export declare function drawTile({ model, plan, seeds }: MethodContext, { base, tile, conditions, signal }: {
    base: Tensor;
    tile: MethodTile;
    conditions: Readonly<Record<string, RuntimeArray>>;
    signal: AbortSignal | undefined;
}): Promise<Tensor[]>;
