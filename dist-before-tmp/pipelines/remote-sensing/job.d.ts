import type { Domain } from "../../shared/jobs/domain.js";
/** `rsr tile` as a job of a batch: the same bytes, with report, under the output's name. */
export declare const domain: Domain;
