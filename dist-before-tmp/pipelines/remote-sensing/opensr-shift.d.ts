/** Displacement of x against y in pixels: x(p) looks like y(p - shift). */
export interface Shift {
    readonly dx: number;
    readonly dy: number;
}
/**
 * Sub-pixel shift by phase correlation (Kuglin & Hines 1975), over many blocks of the same place in both images: their
 * cross-power spectra are added, then whitened, and the peak of its inverse transform is searched between the pixels by
 * evaluating the sum there (Guizar-Sicairos et al. 2008).
 */
export declare class PhaseCorrelation {
    #private;
    readonly side: number;
    constructor(side: number);
    get blocks(): number;
    /** Both side x side, row-major, one number a pixel. */
    add(x: Float64Array, y: Float64Array): void;
    /** Up to a quarter block either way; undefined where no block was added or nothing in them varies. */
    shift(): Shift | undefined;
}
