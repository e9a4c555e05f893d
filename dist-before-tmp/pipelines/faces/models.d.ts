import { type Model } from "../../shared/runtime/model.js";
export declare const methodNames: readonly ["difface", "dr2", "diffbfr", "regression", "at-ddpm", "at-vardiff", "bicubic"];
export type MethodName = (typeof methodNames)[number];
/** Opened models by role; a method finds there what it names in `needs` (models/bfr-<role>). */
export interface FaceModels {
    readonly method: MethodName;
    /** Networks: model (up -> image), error (up -> logarithm of the expected RMSE of the regression, natural, in -1..1 units). */
    readonly regression?: Model;
    /** Network: denoiser (z, t -> x0); linear chain of 1000. */
    readonly prior?: Model;
    /** The method's own networks: dr2 has model (DR2 output -> image); diffbfr has low and full (z, up, t -> x0); at-* has denoiser. */
    readonly own?: Model;
    close(): Promise<void>;
}
export type FaceModelRole = "regression" | "prior" | "own";
export interface OpenFaceModelsOptions {
    readonly method: MethodName;
    /** Folder or id of the model whose card names `method`: for difface the prior. The package's by default. */
    readonly model?: string;
    /** Folder or id of another prior, for dr2 and diffbfr. */
    readonly prior?: string;
    /** Folder or id of another regression model, for difface, dr2 and diffbfr. */
    readonly regression?: string;
    readonly device?: string;
    readonly threads?: number;
    readonly signal?: AbortSignal;
}
/**
 * Opens what a method needs; whoever opened it closes it. Throws bad-model where a model is missing or is one of another method,
 * bad-option where a model is given that the method has no use for, and what openModel throws.
 */
export declare function openFaceModels(options: OpenFaceModelsOptions): Promise<FaceModels>;
/** What `openFaceModels` would open, by their cards alone. Throws bad-model, bad-option as it does. */
export declare function faceModelCards(options: OpenFaceModelsOptions): Promise<{
    readonly id: string;
    readonly hash: string;
}[]>;
/** The model of a role that a method cannot do without. */
export declare function modelOf(models: FaceModels, role: FaceModelRole): Model;
