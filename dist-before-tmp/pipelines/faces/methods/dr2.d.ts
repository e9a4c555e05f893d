import type { Plan } from "../../../shared/diffusion/plan.js";
import type { Schedule } from "../../../shared/diffusion/schedule.js";
import type { Model } from "../../../shared/runtime/model.js";
import type { Tensor } from "../../../shared/tensor/tensor.js";
import type { Knobs, Method, MethodContext, RemovalName } from "./method.js";
export interface Removal {
    /** Factor of the low-pass: what is coarser is taken from the input. */
    readonly lowPass: number;
    /** Index, of 100, at which the clean estimate is taken. */
    readonly tau: number;
}
/**
 * From little to strong degradation. The published ones, (4, 22), (8, 35) and (16, 35), leave too little of the face to a prior as
 * small as ours: the enhancement network was trained on these.
 */
export declare const removals: {
    readonly mild: {
        readonly lowPass: 1;
        readonly tau: 8;
    };
    readonly medium: {
        readonly lowPass: 2;
        readonly tau: 16;
    };
    readonly severe: {
        readonly lowPass: 8;
        readonly tau: 30;
    };
};
export declare const removalNames: readonly ["mild", "medium", "severe"];
/** Factors of the low-pass: those that divide the face and leave it eight pixels. */
export declare const lowPasses: readonly [1, 2, 4, 8, 16, 32];
/**
 * Expected error of the regression, in 8-bit levels, from which on a face counts as medium and as severe. On six held-out portraits
 * mild cost least PSNR up to about 20 levels; stronger settings differ less between degradations of one face.
 */
export declare const SEVERITY_LEVELS: {
    readonly medium: 18;
    readonly severe: 26;
};
/** The setting for a face; `fidelity` takes one milder than the error says. */
export declare function chooseRemoval(levels: number, preset: Knobs["preset"]): RemovalName;
/** Index, of 100, where the removal starts: the published rule, bounded to what the prior was trained at. */
export declare function omegaOf({ lowPass, tau }: Removal): number;
/** The largest tau. */
export declare const HIGHEST_RESPACED: number;
/**
 * Rows from omega down to tau, the last of which gives the clean estimate: ancestral steps of the chain respaced to the visited
 * indices, evenly chosen where there are more than `calls`.
 */
export declare function removalPlan({ abar }: Schedule, removal: Removal, calls?: number): Plan;
/**
 * DR2 (Wang et al. 2023) without its enhancement: the face noised to omega, then down to tau with the low frequencies of the noised
 * input put back after every step. Smooth, and much the same whatever the degradation was. [1, 3, 256, 256] in -1..1.
 */
export declare function dr2Clean(prior: Model, face: Tensor, { removal, seed, signal }: {
    readonly removal: Removal;
    readonly seed: number;
    readonly signal?: AbortSignal | undefined;
}): Promise<{
    image: Tensor;
    calls: number;
}>;
/**
 * DR2E: degradation removal, then an enhancement network trained on its results. How strong follows from the error that the
 * regression expects of this face; fidelity takes one setting milder, detail adds texture by a short pass of the prior.
 */
export declare function dr2({ models, knobs }: MethodContext): Method;
