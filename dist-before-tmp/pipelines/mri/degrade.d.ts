export interface DegradeOptions {
    readonly input: string;
    /** A folder with one folder for each series; a .nii or .nii.gz file for a NIfTI input. */
    readonly output: string;
    readonly scale: number;
    /** Standard deviation in each channel, as a share of the volume's 99.5th percentile. */
    readonly noise: number;
    readonly distribution: "rician" | "gaussian";
    readonly series?: readonly string[];
    readonly seed: number;
    readonly overwrite: boolean;
}
/** What was done to one series, enough to do it again. */
export interface DegradeRecord {
    readonly key: string;
    readonly series: string;
    readonly grid: string;
    readonly scale: number;
    /** In the series' own values. */
    readonly sigma: number;
    readonly distribution: DegradeOptions["distribution"];
    readonly seed: number;
}
/**
 * Makes test input with a known truth: k-space of every slice truncated to 1/scale (the field of view stays), then noise, of a
 * magnitude image or of a real one. Throws bad-option where the output exists, bad-input where a size is no multiple of the scale.
 */
export declare function degradeStudy(options: DegradeOptions, signal?: AbortSignal): Promise<DegradeRecord[]>;
