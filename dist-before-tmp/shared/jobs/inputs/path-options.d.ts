import type { RawOptions } from "../domain.js";
/** The options with paths made absolute from `base`. A kernel is a path where it is neither auto nor a formula. */
export declare function absolutePaths(options: RawOptions, base: string): RawOptions;
