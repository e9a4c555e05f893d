import type { Pyramid } from "./detect-pyramid.js";
import { lookAt, viewAbout } from "./detect-view.js";
import { look } from "./detect-search.js";
import type { Sighting } from "./detect-decode.js";
import type { BlazeFace } from "./detect-network.js";
import type { DetectedFace, Landmarks, Point } from "./face.js";

/** Spans of the views of the second look, in eye distances; each is seen upright and in a mirror. */
const SPANS = [6, 8] as const;
/** Score of an upright face that is not degraded; from there on no other turns are tried. */
const SURE = 0.85;
/** By how much another turn must be surer: heads are rarely turned, and the score of a blurred face is uncertain. */
const CLEARLY = 0.08;
const OTHER_TURNS = [Math.PI, Math.PI / 3, -Math.PI / 3, (2 * Math.PI) / 3, (-2 * Math.PI) / 3];
/**
 * Spread of the eyes over the views, in eye distances, beyond which they lie nowhere in particular. Portraits at x8 with noise
 * whose eyes were right within 30 %: below 0.2; at x16 two thirds of the wrong ones lie above.
 */
const UNSTEADY = 0.22;
/** Cosine of the turn left in a view above which points are as good as upright. */
const ASKEW = Math.cos(Math.PI / 9);
/** Of the eyes, downwards to the middle of the face, in eye distances. */
const FACE_MIDDLE = 0.3;
/**
 * Mean score over the views that confirms a sighting. Portraits: above 0.84 clean and at x4, above 0.62 at x8 with noise; what
 * 60 aerial pictures held lay below 0.61, turned or cleaned up at times higher, so a search after a miss asks for more.
 */
export const CONFIRMED = { asIs: 0.6, afterMiss: 0.65 } as const;

/**
 * Where BlazeFace puts its points, from where FFHQ's landmarks (eye centres, mean of the mouth's corners) lie: outwards and
 * down, in eye distances. Means over us_officials portraits of the training data, the two sides made equal.
 */
const BIAS = { eyeOut: 0.0135, eyeDown: 0.019, noseDown: 0.052, mouthDown: 0.138 } as const;

/**
 * A second look at a sighting: upright, at the sizes at which the network's points lie best, and in a mirror; the mean of the
 * four, freed of the network's bias. Unless that is sure, other turns are tried and the surest is taken: the network also
 * answers, less surely and with wrong points, to faces that lie or stand on their heads. Undefined where the second look does
 * not see a face, or its views do not agree on where.
 */
export async function refineFace(network: BlazeFace, levels: Pyramid, sighting: Sighting, { atLeast = CONFIRMED.asIs, signal }: { atLeast?: number; signal?: AbortSignal | undefined } = {}): Promise<DetectedFace | undefined> {
  let seen = await settle(network, levels, { from: pose(sighting), signal });
  if (seen.score < SURE) {
    const than = seen.score + CLEARLY;
    const other = await surerTurn(network, levels, { from: pose(sighting), than, signal });
    const turned = other && (await settle(network, levels, { from: pose(other), signal }));
    if (turned && turned.score > than) seen = turned;
  }
  if (seen.mean === undefined || seen.score < atLeast || seen.spread > UNSTEADY) return undefined;
  return faceOf({ ...seen.mean, score: seen.score });
}

/** Looks; what stood askew in the views is looked at once more, now that its own points place it. */
async function settle(network: BlazeFace, levels: Pyramid, { from, signal }: { from: Pose; signal: AbortSignal | undefined }): Promise<Seen> {
  let seen = await secondLook(network, levels, { from, signal });
  for (let looks = 0, last = from; looks < 2 && seen.mean !== undefined && askew(pose(seen.mean), last); looks++) {
    last = pose(seen.mean);
    seen = await secondLook(network, levels, { from: last, signal });
  }
  return seen;
}

/** The best sighting among views turned otherwise, where one is surer than `than`. */
async function surerTurn(network: BlazeFace, levels: Pyramid, { from, than, signal }: { from: Pose; than: number; signal: AbortSignal | undefined }): Promise<Sighting | undefined> {
  const looks = await Promise.all(OTHER_TURNS.map((turned) => lookFrom(network, levels, { from: { ...from, angle: from.angle + turned }, span: SPANS[0], mirrored: false, signal })));
  return looks.reduce((best, each) => (each !== undefined && each.score > (best?.score ?? than) ? each : best), undefined);
}

function askew(found: Pose, from: Pose): boolean {
  return Math.cos(found.angle - from.angle) < ASKEW || Math.abs(Math.log(found.distance / from.distance)) > 0.3;
}

interface Seen {
  /** Mean over the views, 0 for one that saw nothing. */
  readonly score: number;
  readonly mean: Sighting | undefined;
  /** RMS distance of the views' eyes from their mean, in eye distances. */
  readonly spread: number;
}

async function secondLook(network: BlazeFace, levels: Pyramid, { from, signal }: { from: Pose; signal: AbortSignal | undefined }): Promise<Seen> {
  const ways = SPANS.flatMap((span) => [false, true].map((mirrored) => ({ from, span, mirrored, signal })));
  const same = (await Promise.all(ways.map((way) => lookFrom(network, levels, way)))).filter((each) => each !== undefined);
  const score = same.reduce((sum, each) => sum + each.score, 0) / ways.length;
  if (same.length === 0) return { score, mean: undefined, spread: 0 };
  const mean = meanOf(same);
  const squares = same.flatMap(({ points }) => [0, 1].map((k) => (points[k]!.x - mean.points[k]!.x) ** 2 + (points[k]!.y - mean.points[k]!.y) ** 2));
  return { score, mean, spread: Math.sqrt(squares.reduce((sum, v) => sum + v, 0) / squares.length) / pose(mean).distance };
}

async function lookFrom(network: BlazeFace, levels: Pyramid, { from: { middle, distance, angle }, span, mirrored, signal }: { from: Pose; span: number; mirrored: boolean; signal: AbortSignal | undefined }): Promise<Sighting | undefined> {
  const view = viewAbout(middle, span * distance, angle, mirrored);
  const all = await look(network, lookAt(levels, view), { view, threshold: 0.2, signal });
  return all.find(({ center }) => Math.hypot(center.x - middle.x, center.y - middle.y) < distance);
}

function meanOf(sightings: readonly Sighting[]): Sighting {
  const mean = (value: (each: Sighting) => number): number => sightings.reduce((sum, each) => sum + value(each), 0) / sightings.length;
  return {
    score: mean((each) => each.score),
    center: { x: mean((each) => each.center.x), y: mean((each) => each.center.y) },
    width: mean((each) => each.width),
    height: mean((each) => each.height),
    points: sightings[0]!.points.map((_, k) => ({ x: mean((each) => each.points[k]!.x), y: mean((each) => each.points[k]!.y) })),
  };
}

/** A sighting as it is, without a second look. */
export function faceOf({ center, width, height, points, score }: Sighting): DetectedFace {
  return { box: { x: center.x - width / 2, y: center.y - height / 2, width, height }, landmarks: unbiased(points), score };
}

interface Pose {
  readonly middle: Point;
  readonly distance: number;
  readonly angle: number;
}

/** The middle of a face, its eye distance (never less than a third of its box: a profile's eyes nearly coincide) and its turn. */
function pose({ points, width }: Sighting): Pose {
  const [left, right] = points as [Point, Point];
  const eyes = Math.hypot(right.x - left.x, right.y - left.y);
  const distance = Math.max(eyes, width / 3);
  const angle = turn(points);
  const down = FACE_MIDDLE * distance;
  return { middle: { x: (left.x + right.x) / 2 - down * Math.sin(angle), y: (left.y + right.y) / 2 + down * Math.cos(angle) }, distance, angle };
}

/** Clockwise turn of a face, radians: of the eye line and of the line from the eyes to the mouth, which a profile keeps. */
function turn([left, right, , mouth]: readonly Point[]): number {
  const across = { x: right!.x - left!.x, y: right!.y - left!.y };
  const down = { x: mouth!.x - (left!.x + right!.x) / 2, y: mouth!.y - (left!.y + right!.y) / 2 };
  return Math.atan2(across.y - down.x, across.x + down.y);
}

function unbiased([left, right, nose, mouth]: readonly Point[]): Landmarks {
  const angle = turn([left!, right!, nose!, mouth!]);
  const distance = Math.hypot(right!.x - left!.x, right!.y - left!.y) / (1 + 2 * BIAS.eyeOut);
  const moved = ({ x, y }: Point, outwards: number, down: number): Point => ({
    x: x - distance * (outwards * Math.cos(angle) - down * Math.sin(angle)),
    y: y - distance * (outwards * Math.sin(angle) + down * Math.cos(angle)),
  });
  return {
    leftEye: moved(left!, -BIAS.eyeOut, BIAS.eyeDown),
    rightEye: moved(right!, BIAS.eyeOut, BIAS.eyeDown),
    nose: moved(nose!, 0, BIAS.noseDown),
    mouth: moved(mouth!, 0, BIAS.mouthDown),
  };
}
