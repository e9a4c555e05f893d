import { type Card } from "../../shared/runtime/card.js";
import { type Model, type OpenOptions } from "../../shared/runtime/model.js";
import { type MethodName } from "./methods/index.js";
export interface MethodModels {
    readonly method: MethodName;
    /** Absent for bicubic. */
    readonly model?: Model;
    readonly open?: OpenModel;
    close(): Promise<void>;
}
export interface OpenMethodOptions {
    readonly method: MethodName;
    /** Folder or id; the method's own model by default. */
    readonly model?: string;
    readonly device?: string;
    readonly threads?: number;
    readonly signal?: AbortSignal;
    /** Default: openModel. A worker keeps models open from job to job, and gives ones that do not close. */
    readonly open?: OpenModel;
}
export type OpenModel = (folder: string, options: OpenOptions) => Promise<Model>;
/** The folder of a method's model and its card, without opening it; undefined for bicubic. Throws bad-model where it is one of another method. */
export declare function findMethodModel({ method, model }: Pick<OpenMethodOptions, "method" | "model">): Promise<{
    readonly folder: string;
    readonly card: Card;
} | undefined>;
/** Opens what a method needs. Throws bad-model where the folder holds a model of another method or scale. */
export declare function openMethod({ method, model, device, threads, signal, open }: OpenMethodOptions): Promise<MethodModels>;
export declare function predictsKernels({ card }: Model): boolean;
/** `use` with the model that predicts kernels: the method's own if it does, else the package's; undefined where there is none. */
export declare function withKernelModel<T>(models: MethodModels, use: (model: Model) => Promise<T>, { device, signal }?: {
    device?: string;
    signal?: AbortSignal;
}): Promise<T | undefined>;
/** Refuses a scale that the model was not made for. */
export declare function requireScale({ card }: Pick<Model, "card">, scale: number): void;
export declare function drawsSamples(method: MethodName): boolean;
