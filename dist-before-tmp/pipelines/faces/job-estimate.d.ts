import type { Estimate } from "../../shared/jobs/domain.js";
import type { RestoreOptions } from "./options.js";
/** From the header alone. Throws bad-input for what is no photograph, bad-option for one of too many pixels. */
export declare function estimatePhoto(path: string, { method, samples, aligned, upscale, report }: RestoreOptions): Promise<Estimate>;
