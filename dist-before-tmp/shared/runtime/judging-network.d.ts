import type { Tensor } from "../tensor/tensor.js";
import type { RuntimeArray } from "./session-worker.js";
/** A network of the user's own for judging results; none comes with the project. */
export interface JudgingNetwork {
    readonly name: string;
    /** Feeds the inputs in the file's order; the first output. Throws bad-option where the network does not take them. */
    run(...inputs: readonly RuntimeArray[]): Promise<Float32Array>;
    close(): Promise<void>;
}
/** Throws bad-option naming `flag` where the file cannot be read or loaded, or has other ports than asked for. */
export declare function openJudgingNetwork(path: string, { flag, inputs, advice }: {
    flag: string;
    inputs: number;
    advice: string;
}): Promise<JudgingNetwork>;
/** A distance between pictures that a network measures, as shared/metrics/perceptual wants it. */
export interface PerceptualDistance {
    readonly name: string;
    /** What black and white are in its inputs. */
    readonly black: number;
    readonly white: number;
    /** Smallest side. */
    readonly minimum: number;
    /** One distance an item. */
    distance(x: Tensor, truth: Tensor): Promise<Float32Array>;
    close(): Promise<void>;
}
/**
 * A user's own perceptual network from an ONNX file with two float32 inputs [n, 3, h, w] in -1..1 (LPIPS's range) and one
 * output that begins with n distances. Whoever opens it closes it.
 */
export declare function openPerceptual(path: string): Promise<PerceptualDistance>;
