/** The public face of the remote-sensing pipeline. */
export { restoreScene } from "./restore.js";
export { domain } from "./job.js";
export { restoreTensor } from "./restore-tensor.js";
export { chosenBands, chosenWindow, defaults, deviationPath, reportPath, stacPath, parseBands, parseTileOptions } from "./options.js";
export { openMethod, predictsKernels, withKernelModel } from "./models.js";
export { methodNames } from "./methods/index.js";
export { presetNames } from "../../shared/runtime/presets.js";
export { decodeKernel, givenKernel, parseKernel, predictKernel, readKernel, readKernelBasis } from "./kernel.js";
export { findings, kernelOf } from "./findings.js";
export { sceneStatistics } from "./statistics.js";
export { Prepared } from "./prepare.js";
export { summary } from "./report.js";
export { openInput } from "./open-input.js";
export { createCog, estimateCog } from "./write.js";
//# sourceMappingURL=index.js.map