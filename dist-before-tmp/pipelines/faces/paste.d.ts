import { type Tensor } from "../../shared/tensor/tensor.js";
import type { AlignedFace } from "./face.js";
import type { Photo } from "./photo.js";
export interface RestoredFace {
    readonly face: AlignedFace;
    /** [1, 3, 256, 256], 0..1. */
    readonly image: Tensor;
    /** Deviation of the samples, [1, 1 or 3, 256, 256], in units of `image`. */
    readonly spread?: Tensor;
}
/** "replaced": the restored face stands in the photograph. "changed": what restoration changed was added to the photograph's own pixels. */
export type PasteAction = "replaced" | "changed";
/** Native side from which the photograph may hold detail that 256 pixels cannot: one and a half times as many. */
export declare const CHANGED_FROM = 384;
export declare function pasteAction({ nativeSide }: Pick<AlignedFace, "nativeSide">): PasteAction;
export interface PasteOptions {
    /** How many times `photo` is larger than the photograph in which the faces were found. Default 1. */
    readonly upscale?: number;
}
/**
 * A copy of the photograph with the restored faces in it, colours matched to their surroundings, edges feathered. Pixels
 * beyond the faces' masks keep their bytes; precision (8 or 16 bits), alpha and metadata are the photograph's. A gray
 * photograph stays gray. Where faces overlap each pixel is mostly that of the nearer face.
 */
export declare function pasteFaces(photo: Photo, restored: readonly RestoredFace[], { upscale }?: PasteOptions): Photo;
/** [1, 1, height, width] on the photograph's grid: the faces' `spread` (mean over channels) where their pixels went, 0 elsewhere. */
export declare function pasteMap(photo: Pick<Photo, "width" | "height">, restored: readonly RestoredFace[], { upscale }?: PasteOptions): Tensor;
