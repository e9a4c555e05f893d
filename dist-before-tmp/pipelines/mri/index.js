/** The public face of the MR pipeline. */
export { restoreStudy } from "./restore.js";
export { summary } from "./restore-report.js";
export { defaults, methodNames, outputSyntaxes, parseRestoreOptions, parseSeries } from "./options.js";
export { inspect, inspectionText } from "./inspect.js";
export { openStudy } from "./open.js";
export { degradeStudy } from "./degrade.js";
export { evaluateStudies } from "./evaluate-studies.js";
export { openModels } from "./models.js";
export { deidentifyStudy } from "./deidentify/copy-study.js";
export { retainable } from "./deidentify/options.js";
export { domain } from "./job.js";
//# sourceMappingURL=index.js.map