/** The public face of the MR pipeline. */
export { restoreStudy, type RestoreContext } from "./restore.js";
export { summary, type DoneSeries, type FailedSeries, type SeriesReport, type StudyReport } from "./restore-report.js";
export { defaults, methodNames, outputSyntaxes, parseRestoreOptions, parseSeries, type MethodName, type OutputSyntax, type RawRestoreOptions, type RestoreOptions } from "./options.js";
export { inspect, inspectionText } from "./inspect.js";
export { openStudy } from "./open.js";
export { degradeStudy } from "./degrade.js";
export { evaluateStudies, type EvaluatedStack, type StudiesEvaluation } from "./evaluate-studies.js";
export type { Noise } from "./evaluate.js";
export { openModels, type MriModels, type OpenModelsOptions } from "./models.js";
export type { Derived, Instance, LeftOut, Provenance, Stack, Study } from "./study.js";
export type { Geometry, Volume } from "./volume.js";
export { deidentifyStudy, type DeidentifiedStudy, type RawDeidentifyStudy } from "./deidentify/copy-study.js";
export { retainable } from "./deidentify/options.js";
export { domain } from "./job.js";
