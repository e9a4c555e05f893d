import { type Model } from "../../shared/runtime/model.js";
import type { MethodName } from "./options.js";
/** The model that denoises for whichever method asks. */
export declare const DENOISER = "r2d2plus";
export interface MriModels {
    readonly method: MethodName;
    /** The method's; absent for zero-fill, and where only denoising is wanted. */
    readonly model?: Model;
    /** What denoises; the method's own where that is r2d2plus. */
    readonly denoiser?: Model;
    close(): Promise<void>;
}
export interface OpenModelsOptions {
    readonly method: MethodName;
    /** Folder or id; the method's own by default. */
    readonly model?: string;
    /** Folder or id of the model that denoises; the package's by default. */
    readonly denoiser?: string;
    readonly denoise: boolean;
    /** Whether anything is enlarged; else the method's model is not needed. */
    readonly enlarge: boolean;
    readonly device?: string;
    readonly threads?: number;
    readonly signal?: AbortSignal;
}
/** Opens what a run needs. Throws bad-model where a model is missing or is one of another method. */
export declare function openModels({ method, model, denoiser, denoise, enlarge, ...options }: OpenModelsOptions): Promise<MriModels>;
/** A model as results name it. */
export interface ModelName {
    readonly id: string;
    readonly hash: string;
}
/** The models that openModels would open, from their cards alone. Throws bad-model where one is missing. */
export declare function namedModels({ method, model, denoiser, denoise, enlarge }: OpenModelsOptions): Promise<{
    readonly model?: ModelName;
    readonly denoiser?: ModelName;
}>;
/** Refuses a factor that the model was not made for. */
export declare function requireScales({ model }: MriModels, factors: readonly {
    readonly flag: string;
    readonly factor: number;
}[]): void;
