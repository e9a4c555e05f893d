import type { Domain } from "../../shared/jobs/domain.js";
/** Batches of photographs: one job each. */
export declare const domain: Domain;
