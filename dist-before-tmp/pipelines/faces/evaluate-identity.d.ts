import { type Tensor } from "../../shared/tensor/tensor.js";
import type { Point, Similarity } from "./face.js";
/** Eyes, nose and corners of the mouth, left to right as one sees them; shares of the side of an aligned crop. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];
/** Where the points lie in the FFHQ template on average. */
export declare const FFHQ_POINTS: FivePoints;
/** A user's face recognition network: for judging only, none comes with the project. */
export interface FaceEmbedding {
    readonly name: string;
    /** The unit vector of an aligned crop, [1, 3 or 1, s, s] in 0..1; the points where they are known better than on average. */
    embed(crop: Tensor, points?: FivePoints): Promise<Float64Array>;
    close(): Promise<void>;
}
/** An ONNX file with one input [1, 3, 112, 112], RGB as (level - 127) / 128 on ArcFace's template, and one output, the vector. */
export declare function openEmbedding(path: string): Promise<FaceEmbedding>;
/** Of two unit vectors: 1 for the same face. */
export declare function cosine(a: Float64Array, b: Float64Array): number;
/** A crop [1, c, s, s] on ArcFace's template, [1, 3, 112, 112]. Shrunk with antialiasing first, then sampled bilinearly. */
export declare function arcfaceView(crop: Tensor, points: FivePoints): Tensor;
/** The similarity that brings `from` nearest to `to`, least squares. */
export declare function similarity(from: readonly Point[], to: readonly Point[]): Similarity;
