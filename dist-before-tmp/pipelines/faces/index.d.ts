/** The public face of the face pipeline. */
export { restorePhotos, type RestoreContext, type Restored } from "./restore.js";
export { defaults, methodNames, parseDetectOptions, parseRestoreOptions, photoFormats, type DetectOptions, type MethodName, type Only, type RawDetectOptions, type RawRestoreOptions, type RestoreOptions } from "./options.js";
export { summary, type DonePhoto, type FaceReport, type PhotoReport, type RunReport } from "./report.js";
export { detectionText, findInPhotos, type Found } from "./report-detect.js";
export { restoreFace, type FaceResult, type RestoreFaceOptions } from "./restore-face.js";
export { openFaceModels, type FaceModels, type OpenFaceModelsOptions } from "./models.js";
export { openDetector, type Detector } from "./detect.js";
export { alignFace, alignedPhoto } from "./align.js";
export { pasteFaces, pasteMap } from "./paste.js";
export { readPhoto } from "./read-photo.js";
export { writePhoto } from "./write-photo.js";
export { readProvenance, type Provenance } from "./provenance.js";
export type { AlignedFace, DetectedFace, Landmarks } from "./face.js";
export type { Photo } from "./photo.js";
export { domain } from "./job.js";
