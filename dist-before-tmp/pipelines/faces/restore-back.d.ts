import type { Tensor } from "../../shared/tensor/tensor.js";
import type { RestoreOptions } from "./options.js";
import type { Photo } from "./photo.js";
import type { FaceDone } from "./restore-job.js";
/** The deviation that is white in the map: a quarter of a channel's range, 64 of 255 levels. More is white as well. */
export declare const DEVIATION_WHITE = 0.25;
/** The photograph with its faces restored, enlarged where that was asked for; of an aligned crop the 256 x 256 face itself. */
export declare function putBack(photo: Photo, done: readonly FaceDone[], { aligned, upscale }: Pick<RestoreOptions, "aligned" | "upscale">): Promise<Photo>;
/** [1, 1, height, width] on the grid of `after`, 0..1 units; 0 outside the faces. */
export declare function deviationMap(after: Photo, done: readonly FaceDone[], { aligned, upscale }: Pick<RestoreOptions, "aligned" | "upscale">): Tensor;
/** 16-bit grey PNG, white at DEVIATION_WHITE. Replaces what has its name. */
export declare function writeDeviation(path: string, { dims: [, , height, width], data }: Tensor): Promise<void>;
