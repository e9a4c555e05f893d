import { type Card } from "./card.js";
/** models/ of this package, from the source as from a build. */
export declare function modelsFolder(): string;
/** A model that comes with the package by its id, or any folder with a card by its path. Throws bad-option where neither exists. */
export declare function findModel(idOrFolder: string, models?: string): Promise<string>;
export type ModelEntry = {
    readonly id: string;
    readonly folder: string;
} & ({
    readonly card: Card;
} | {
    readonly problem: string;
});
/** Every model of the package, sorted by id; a broken card is listed with its problem. */
export declare function listModels(models?: string): Promise<ModelEntry[]>;
