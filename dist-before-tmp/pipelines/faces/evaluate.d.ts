import { type PerceptualNetwork } from "../../shared/metrics/perceptual.js";
import { type FaceEmbedding } from "./evaluate-identity.js";
import { type FaceFidelity, type LowFrequency } from "./metrics.js";
/** Cosine similarity to the reference's embedding, -1..1. */
export interface Identity {
    readonly result: number;
    /** Of what the result was made from. */
    readonly input?: number;
}
export interface Evaluation {
    readonly width: number;
    readonly height: number;
    /** Against the reference. */
    readonly fidelity: FaceFidelity & {
        readonly perceptual?: number;
    };
    /** Low frequencies of what the result was made from, against the result's and against the reference's own. */
    readonly consistency?: {
        readonly result: LowFrequency;
        readonly reference: LowFrequency;
    };
    readonly identity?: Identity;
}
export interface EvaluateOptions {
    readonly input: string;
    readonly reference: string;
    /** What the input was made from: of the same size or smaller, of the same shape. */
    readonly low?: string;
    readonly perceptual?: PerceptualNetwork;
    readonly embedding?: FaceEmbedding;
    readonly signal?: AbortSignal;
}
/** Throws bad-input for photographs of unequal size, and for an embedding of what is no square crop. */
export declare function evaluatePhotos({ input, reference, low, perceptual, embedding, signal }: EvaluateOptions): Promise<Evaluation>;
