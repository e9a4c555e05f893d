import type { Card } from "./card.js";
import type { Preset } from "./presets.js";
/**
 * What multiplies the standard deviation of samples drawn at `preset` so that two of it cover the error of 95 % of the pixels, by the model's
 * card; undefined where that was not measured: few steps spread their samples less than many.
 */
export declare function calibrationOf(card: Card | undefined, preset: Preset): number | undefined;
export declare function uncalibratedNote(preset: Preset): string;
