/**
 * The magnitude M of a complex signal of amplitude A with Gaussian noise of deviation sigma in each channel (Rice 1944; Koay & Basser
 * 2006): theta = A/sigma. Everything here is in units of sigma.
 */
/** Mean of M where there is no signal: sqrt(pi/2). */
export declare const RAYLEIGH_MEAN: number;
/** E[M] = sqrt(pi/2) L_{1/2}(-theta^2/2). */
export declare function ricianMean(theta: number): number;
/** Var[M] = 2 + theta^2 - E[M]^2: 1 for a strong signal, 0.43 for none. */
export declare function ricianVariance(theta: number): number;
/** theta of a mean of M; 0 at or below that of pure noise. */
export declare function ricianAmplitude(mean: number): number;
/** In place: expected magnitudes (what averaging or denoising a magnitude image tends to) become signal amplitudes. */
export declare function removeRicianBias(x: Float32Array, sigma: number): void;
