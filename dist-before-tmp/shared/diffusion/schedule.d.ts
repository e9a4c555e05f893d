/**
 * Variance preserving chain: z_t = sqrt(A_t) x0 + sqrt(1 - A_t) n, with A_t = abar[t] for t = 0..T-1 and A_{-1} = 1.
 * (Ho et al. 2020, eq. 4.)
 */
export interface Schedule {
    readonly abar: Float64Array;
}
/** Linear beta from 1e-4 to 0.02 for 1000 steps, scaled by 1000/T for others (Ho et al. 2020; guided-diffusion). */
export declare function linear(steps?: number): Schedule;
/** Cosine schedule, beta clipped at 0.999 so that the last step keeps a trace of signal (Nichol & Dhariwal 2021, eq. 17). */
export declare function cosine(steps?: number, s?: number): Schedule;
/** Variance exploding chain: z = x0 + sigma[i] n, sigma ascending (Song et al. 2021). The network is fed sigma itself. */
export interface VeSchedule {
    readonly sigma: Float64Array;
}
/** sigma_i = sigmaMin (sigmaMax/sigmaMin)^(i/(N-1)), i = 0..N-1. Defaults: score-MRI (Chung & Ye 2022). */
export declare function varianceExploding({ steps, sigmaMin, sigmaMax }?: {
    sigmaMax?: number | undefined;
    sigmaMin?: number | undefined;
    steps?: number | undefined;
}): VeSchedule;
/** Index of the level nearest to `sigma` on the logarithmic scale: R2D2+'s round(t' N). Clipped to the schedule. */
export declare function sigmaIndex({ sigma: levels }: VeSchedule, sigma: number): number;
/** Residual shifting: z_t = x0 + eta_t (y - x0) + kappa sqrt(eta_t) n, eta[t-1] = eta_t for t = 1..T (Yue et al. 2023). */
export interface ResShiftSchedule {
    readonly eta: Float64Array;
    readonly kappa: number;
}
/**
 * sqrt(eta_t) = sqrt(eta_1) b^beta_t with beta_t = ((t-1)/(T-1))^power (T-1), up to sqrt(eta_T) = 0.99 (ResShift, eq. 8-10).
 * `minNoise` is 0.04 for 15 steps and 0.2 for 4 in the published settings. One step is the prior's level alone.
 */
export declare function residualShifting({ steps, kappa, power, minNoise }: {
    steps: number;
    kappa?: number;
    power?: number;
    minNoise?: number;
}): ResShiftSchedule;
/** Brownian bridge between x0 and x1 = y: variances of the noise gathered from either end, S_n^2 and R_n^2 (I2SB, Liu et al. 2023). */
export interface BridgeSchedule {
    readonly forward: Float64Array;
    readonly backward: Float64Array;
}
/** Quadratic ramp of beta up to the middle, mirrored (I2SB). betaMax 0.3 for super-resolution, 1 for deblurring. */
export declare function symmetricBridge({ interval, betaMax }?: {
    betaMax?: number | undefined;
    interval?: number | undefined;
}): BridgeSchedule;
