/**
 * How much of a place of the template is replaced, 0..1: 1 within a rounded square that holds face, hair line and chin, a
 * raised cosine down to 0 just within the template's border. Its slope has no step.
 */
export declare function maskAt(x: number, y: number): number;
/** The mask at a distance as distanceFromMiddle has it. */
export declare function maskAtDistance(r: number): number;
/** 0 in the template's middle, 1 where a rounded square (a superellipse of power 4) touches its border. */
export declare function distanceFromMiddle(x: number, y: number): number;
/**
 * What each of several masks gets of a place, in place of the masks: they sum to the strongest mask, and a place goes to the
 * face whose middle is nearest in that face's own size, by the sixth power of nearness: within a few pixels of the line
 * between two faces they blend, beyond it one of them counts. `distances` as distanceFromMiddle.
 */
export declare function shareMasks(masks: Float64Array, distances: Float64Array, count: number): void;
