import type { RestoreOptions } from "./options.js";
/**
 * SHA-256 (hex) over what the result of a study depends on: the content of its files whatever their names and order, but for a NIfTI
 * file's own name, which names the result; the settings; the models by their cards. Throws bad-input, bad-model.
 */
export declare function studyKey(input: string, options: RestoreOptions, signal?: AbortSignal): Promise<string>;
/** Whether what is in `output`, whole or not, was made by this job. */
export declare function isOf(output: string, key: string): Promise<boolean>;
/** Whether the report in `output` is of this job and all that it names still stands, file by file. */
export declare function stands(output: string, key: string): Promise<boolean>;
