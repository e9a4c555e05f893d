export declare const PATCH: number;
/** All 8x8 patches at stride 3 that lie in `body`, one after another. */
export declare function bodyPatches(slice: Float32Array, { height, width }: {
    readonly height: number;
    readonly width: number;
}, body: Uint8Array): Float32Array;
export interface PatchNoise {
    /** Deviation of white noise that would leave these eigenvalues. */
    readonly sigma: number;
    /** Share of the patches that look like noise on a plane. */
    readonly calm: number;
    /**
     * Power of the calm patches at 0.75-1 of the Nyquist frequency over that at 0.375-0.6, along rows (vertical frequencies) and along
     * columns (horizontal ones): 1 for white noise.
     */
    readonly whiteness: readonly [vertical: number, horizontal: number];
    /** Root of the calm patches' power at those middle frequencies: no less than the noise there. */
    readonly middle: number;
}
/**
 * Noise of an image from the eigenvalues of its patches' covariance (Chen, Zhu & Heng 2015, algorithm 1), taken over the patches
 * without texture: those whose residual to a plane is what noise of the current estimate leaves (in the manner of Liu, Tanaka & Okutomi
 * 2013), until the estimate settles. Without this choice texture raises low levels: 0.02 would read 0.027.
 */
export declare function patchNoise(patches: Float32Array): Promise<PatchNoise>;
