import { type Pyramid } from "./detect-view.js";
import type { Sighting } from "./detect-decode.js";
import type { BlazeFace } from "./detect-network.js";
import type { DetectedFace } from "./face.js";
/**
 * Mean score over the views that confirms a sighting. Portraits: above 0.84 clean and at x4, above 0.62 at x8 with noise; what
 * 60 aerial pictures held lay below 0.61, turned or cleaned up at times higher, so a search after a miss asks for more.
 */
export declare const CONFIRMED: {
    readonly asIs: 0.6;
    readonly afterMiss: 0.65;
};
/**
 * A second look at a sighting: upright, at the sizes at which the network's points lie best, and in a mirror; the mean of the
 * four, freed of the network's bias. Unless that is sure, other turns are tried and the surest is taken: the network also
 * answers, less surely and with wrong points, to faces that lie or stand on their heads. Undefined where the second look does
 * not see a face, or its views do not agree on where.
 */
export declare function refineFace(network: BlazeFace, levels: Pyramid, sighting: Sighting, { atLeast, signal }?: {
    atLeast?: number;
    signal?: AbortSignal | undefined;
}): Promise<DetectedFace | undefined>;
/** A sighting as it is, without a second look. */
export declare function faceOf({ center, width, height, points, score }: Sighting): DetectedFace;
