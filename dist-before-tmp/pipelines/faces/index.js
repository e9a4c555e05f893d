/** The public face of the face pipeline. */
export { restorePhotos } from "./restore.js";
export { defaults, methodNames, parseDetectOptions, parseRestoreOptions, photoFormats } from "./options.js";
export { summary } from "./report.js";
export { detectionText, findInPhotos } from "./report-detect.js";
export { restoreFace } from "./restore-face.js";
export { openFaceModels } from "./models.js";
export { openDetector } from "./detect.js";
export { alignFace, alignedPhoto } from "./align.js";
export { pasteFaces, pasteMap } from "./paste.js";
export { readPhoto } from "./read-photo.js";
export { writePhoto } from "./write-photo.js";
export { readProvenance } from "./provenance.js";
export { domain } from "./job.js";
//# sourceMappingURL=index.js.map