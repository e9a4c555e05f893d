/** The picture: a village on a country road between fields, a stream and a wood. 256 m x 256 m. */
import { bareGround, between, seededRandom, type Ground, type Point } from "./ground.js";
import { fields, green, river, riversideTrees, wood } from "./land.js";
import { light } from "./light.js";
import { clearOf, hall, plot, road, within } from "./town.js";
import { orchard, tree } from "./trees.js";

export const SIDE_METRES = 256;

/** Lit reflectance at 256 m / `side` per pixel; the same seed gives the same scene at any side. */
export function countryside({ side, seed }: { readonly side: number; readonly seed: number }): Ground {
  const random = seededRandom(seed);
  const ground = bareGround(side, SIDE_METRES / side);
  fields(ground, random);

  const stream = curve([[-20, 138], [18, 152], [40, 178], [74, 186], [96, 214], [92, 244], [104, 280]]);
  const mainRoad = curve([[-20, 50], [40, 72], [100, 96], [160, 104], [214, 96], [280, 108]]);
  const street = curve([[118, 100], [124, 66], [119, 34], [132, -20]]);
  const lane = curve([[176, 103], [170, 132], [150, 150], [146, 180], [150, 280]]);
  const track = curve([[58, 79], [50, 112], [62, 140], [60, 176], [30, 214], [24, 280]]);

  const village: Point[][] = [
    [[90, -10], [160, -10], [158, 88], [86, 78]],
    [[52, 74], [118, 82], [206, 88], [212, 118], [186, 146], [150, 152], [120, 128], [52, 108]],
  ];

  river(ground, stream, 11);
  wood(ground, [[164, 156], [250, 146], [262, 206], [186, 232]], random);
  for (const outline of village) green(ground, outline);
  road(ground, track, { width: 3.6, surface: "gravel" });
  for (const [line, width] of [[street, 5], [lane, 4.2], [mainRoad, 7.4]] as const) {
    road(ground, line, { width, surface: "asphalt", markings: line === mainRoad });
  }
  riversideTrees(ground, stream, 11, { random, free: (place) => clearOf(place, [track], 4.5) });
  orchard(ground, [22, 8], { rows: 6, columns: 9, spacing: 5.6, angle: 0.3 }, random);

  const roads = [mainRoad, street, lane, track];
  hall(ground, { center: [196, 66], angle: -0.12 }, { length: 34, depth: 20 }, random);
  const yard: readonly Point[] = [[168, 48], [250, 44], [252, 90], [168, 92]];
  const taken: Point[] = [];
  const housesAlong = (line: readonly Point[], { from, to, setback }: { from: number; to: number; setback: number }) => {
    for (let along = from; along < to; along += between(random, 15, 19)) {
      for (const side of [-1, 1]) {
        const { place, angle } = on(line, along);
        const center: Point = [place[0] - Math.sin(angle) * setback * side, place[1] + Math.cos(angle) * setback * side];
        const crowded = taken.some(([x, y]) => Math.hypot(x - center[0], y - center[1]) < 15.5);
        if (crowded || within(center, yard) || !clearOf(center, roads, setback - 2) || random() < 0.08) continue;
        taken.push(center);
        plot(ground, { center, angle: side > 0 ? angle : angle + Math.PI }, { length: 15.5, depth: 24 }, random);
      }
    }
  };
  housesAlong(street, { from: 14, to: 118, setback: 16 });
  housesAlong(mainRoad, { from: 84, to: 240, setback: 19 });
  housesAlong(lane, { from: 12, to: 62, setback: 15 });

  for (let along = 20; along < 110; along += between(random, 8, 11)) {
    const { place, angle } = on(mainRoad, along);
    tree(ground, [place[0] + Math.sin(angle) * 6.5, place[1] - Math.cos(angle) * 6.5], between(random, 1.8, 2.8), random);
  }
  light(ground);
  return ground;
}

/** A Catmull-Rom spline through the points, as a polyline. */
function curve(points: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (let k = 0; k + 1 < points.length; k++) {
    const [p0, p1, p2, p3] = [points[Math.max(0, k - 1)]!, points[k]!, points[k + 1]!, points[Math.min(points.length - 1, k + 2)]!];
    for (let s = 0; s < 8; s++) {
      const t = s / 8;
      const at = (a: number, b: number, c: number, d: number) =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      out.push([at(p0[0], p1[0], p2[0], p3[0]), at(p0[1], p1[1], p2[1], p3[1])]);
    }
  }
  return [...out, points[points.length - 1]!];
}

/** The place `along` metres from the start of a line, and the line's direction there. */
function on(line: readonly Point[], along: number): { place: Point; angle: number } {
  let left = along;
  for (let k = 0; k + 1 < line.length; k++) {
    const [ax, ay] = line[k]!;
    const [bx, by] = line[k + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    if (left <= length || k + 2 === line.length) {
      const t = left / length;
      return { place: [ax + (bx - ax) * t, ay + (by - ay) * t], angle: Math.atan2(by - ay, bx - ax) };
    }
    left -= length;
  }
  throw new Error("on: expected a line of at least two points");
}
