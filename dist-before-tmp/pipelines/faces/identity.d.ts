import type { Tensor } from "../../shared/tensor/tensor.js";
/**
 * Below this samples differ in what makes a face this person's. DifFace's samples of six held-out portraits agreed to 0.95-0.98 from
 * start 30, 0.87-0.94 from 60 and 0.56-0.75 from 200; different people to 0.05-0.14. Samples that agree can still all be wrong.
 */
export declare const VARIES_BELOW = 0.9;
export interface IdentityAgreement {
    /** Mean correlation between pairs of samples, -1..1: of luminance between 4 and 32 cycles per face within the inner face. */
    readonly agreement: number;
    /** Whether that is so little that the identity is a guess. */
    readonly varies: boolean;
}
/** Of two samples or more, [1, 3, 256, 256]. A plain Error for fewer. */
export declare function identityAgreement(samples: readonly Tensor[]): IdentityAgreement;
