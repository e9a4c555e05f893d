/** The public face of the remote-sensing pipeline. */
export { restoreScene, type RestoreContext } from "./restore.js";
export { domain } from "./job.js";
export { restoreTensor, type RestoredTensor, type RestoreTensorOptions } from "./restore-tensor.js";
export { chosenBands, chosenWindow, defaults, deviationPath, reportPath, stacPath, parseBands, parseTileOptions, type RawTileOptions, type TileOptions } from "./options.js";
export { openMethod, predictsKernels, withKernelModel, type MethodModels, type OpenMethodOptions } from "./models.js";
export { methodNames, type MethodName } from "./methods/index.js";
export { presetNames, type Preset } from "../../shared/runtime/presets.js";
export { decodeKernel, givenKernel, parseKernel, predictKernel, readKernel, readKernelBasis, type KernelOption, type KernelPrediction } from "./kernel.js";
export { findings, kernelOf } from "./findings.js";
export { sceneStatistics, type BandStatistics, type SceneStatistics } from "./statistics.js";
export { Prepared } from "./prepare.js";
export { summary, type TileReport } from "./report.js";
export { openInput } from "./open-input.js";
export { createCog, estimateCog, type CogWriter } from "./write.js";
export type { Band, RasterBlock, SampleType, Scene, Window } from "./raster.js";
