import type { Tensor } from "../../shared/tensor/tensor.js";
import type { SampleType, Scene } from "./raster.js";
import type { CogWriter } from "./write.js";
/** A scene over an array in memory: all of it measured, no georeference. */
export declare function memoryScene({ data, dims: [, bands, height, width] }: Tensor, sampleType: SampleType): Scene;
/** A writer into an array in memory; `result` is complete after the last block. */
export declare function memoryWriter({ bands, height, width }: {
    bands: number;
    height: number;
    width: number;
}): CogWriter & {
    readonly result: Tensor;
};
