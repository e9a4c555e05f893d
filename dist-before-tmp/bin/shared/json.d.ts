/** Indented JSON. It has no infinity: the PSNR of equal images is written as a word, not lost as null. */
export declare function exactJson(value: unknown): string;
