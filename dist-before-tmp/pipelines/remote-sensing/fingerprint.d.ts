import type { Card } from "../../shared/runtime/card.js";
import type { Fingerprint } from "./journal.js";
import { type TileOptions } from "./options.js";
import type { Scene, Window } from "./raster.js";
/** What of a model the bytes depend on: an open model, or a card that was read and a device that was asked for. */
export interface UsedModel {
    readonly card: Card;
    readonly hash: string;
    readonly device: string;
}
export interface FingerprintParts {
    readonly options: TileOptions;
    readonly scene: Pick<Scene, "width" | "height">;
    readonly outputBands: readonly number[];
    readonly window: Window;
    /** identify() of the input. */
    readonly input: string;
    readonly model?: UsedModel | undefined;
}
/** What the bytes depend on. Paths, threads and the order of the work are not among them. */
export declare function fingerprintOf({ options, scene, outputBands, window, input, model }: FingerprintParts): Promise<Fingerprint>;
/**
 * SHA-256 (hex) of a job: its fingerprint without the device, which a job has only where it runs. What a server states of a file
 * tells its versions apart, not its files, so a URL counts too; a server that states nothing is taken at the whole URL.
 */
export declare function keyOf({ runtime, ...rest }: Fingerprint, input: string): string;
/** A fingerprint as items of GDAL_METADATA. */
export declare function metadataOf(fingerprint: Fingerprint): Record<string, string>;
