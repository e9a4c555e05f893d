import type { Vec3, Volume } from "./volume.js";
export interface Registration {
    /** mm of the patient system: what lies at p in the target lies at p + shift in the reference, as far as headers go. Zero where `used` is false. */
    readonly shift: Vec3;
    readonly used: boolean;
    /** Why it is not used. */
    readonly reason?: string;
    /**
     * False where the best shift is as large as any that was tried. Of five patients' series none was so on a series of the same session (36 pairs, truncated by 2
     * and 4, with noise up to 5 %), and each was on another patient's (77 pairs).
     */
    readonly fits: boolean;
    /** Normalised mutual information as the headers place them, and with the best shift that was found. */
    readonly before: number;
    readonly after: number;
}
/** What to say of a reference that does not lie on the target. */
export declare function misfitNote(label: string, { named }: {
    readonly named: boolean;
}): string;
export interface RegisterOptions {
    /** Brightest values that are told apart: what is 1 in model range. */
    readonly targetHigh: number;
    readonly referenceHigh: number;
    /** Fractional voxel indices of a point in the reference; undefined outside. */
    readonly locate: (point: Vec3) => {
        readonly slice: number;
        readonly row: number;
        readonly column: number;
    } | undefined;
    readonly signal?: AbortSignal;
}
/**
 * A small translation between two series of one patient in other contrasts: the largest normalised mutual information (H(a) + H(b)) / H(a, b)
 * (Studholme, Hill & Hawkes 1999) on a coarse grid of shifts, then along each axis with halving steps and a parabola. Points are jittered in
 * the target's planes, so that interpolation favours no grid. Not used where the gain is not clear in both halves of the points, or lies at the bound.
 */
export declare function registerShift(target: Volume, reference: Volume, options: RegisterOptions): Promise<Registration>;
