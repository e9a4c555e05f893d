import { type DegradeOptions, type DegradeRecord, type Recipe } from "./degrade-recipe.js";
import type { Photo } from "./photo.js";
/** A photograph degraded at its own bits; alpha stays, a gray photograph stays gray. */
export declare function degradePhoto(photo: Photo, recipe: Recipe, options?: DegradeOptions): Promise<{
    photo: Photo;
    record: DegradeRecord;
}>;
export interface DegradeFileOptions extends DegradeOptions {
    readonly input: string;
    readonly output: string;
    /** The input is an aligned crop, to be brought to this side first; the face is then as large. */
    readonly alignedSize?: number;
    readonly recipe: Recipe;
    readonly overwrite: boolean;
}
/** Makes test input with a known truth. Throws bad-option for an output that exists or is the input, bad-input for a crop that is not square. */
export declare function degradeFile({ input, output, alignedSize, recipe, overwrite, signal, ...options }: DegradeFileOptions): Promise<DegradeRecord & {
    readonly source: string;
    readonly output: string;
}>;
