import type { Domain } from "../../shared/jobs/domain.js";
/** `mri-sr STUDY` as a job; one job a study. */
export declare const domain: Domain;
