import type { Comparison } from "../../shared/report/page.js";
import type { PageWriter } from "../../shared/report/page-folder.js";
import type { Tensor } from "../../shared/tensor/tensor.js";
import type { Photo } from "./photo.js";
import { type Mark } from "./report-marks.js";
export interface PicturedFace {
    readonly index: number;
    /** [1, 3, 256, 256], 0..1: the aligned square of the input, and of the result. */
    readonly before: Tensor;
    readonly after: Tensor;
    /** [1, 1, 256, 256], 0..1 units. */
    readonly deviation?: Tensor;
}
/** The whole photograph before and after, with the faces numbered beside. */
export declare function wholePictures(writer: PageWriter, { id, before, after, marks }: {
    readonly id: string;
    readonly before: Photo;
    readonly after: Photo;
    readonly marks: readonly Mark[];
}): Promise<Comparison>;
/** One face before and after, and how much of it the samples do not agree on. */
export declare function facePictures(writer: PageWriter, { id, face: { index, before, after, deviation }, white }: {
    readonly id: string;
    readonly face: PicturedFace;
    readonly white: number;
}): Promise<Comparison>;
/** The high end of the deviation's scale, the same for all faces, 0..1 units. */
export declare function deviationScale(faces: readonly PicturedFace[]): number;
