/** What people built: roads, houses with pitched roofs, halls, parked cars, gardens. */
import {
  between, coverage, distanceToLine, distanceToPolygon, mix, paint, paintAlong, pick, times, turbulence,
  type Ground, type Material, type Point, type Random,
} from "./ground.js";
import { tree } from "./trees.js";

const asphalt: Material = [0.115, 0.115, 0.118, 0.14];
const concrete: Material = [0.28, 0.27, 0.25, 0.31];
const gravel: Material = [0.3, 0.265, 0.21, 0.35];
const paintWhite: Material = [0.5, 0.5, 0.48, 0.52];
const lawn: Material = [0.075, 0.125, 0.055, 0.42];
const pool: Material = [0.1, 0.25, 0.31, 0.05];
const roofs: readonly Material[] = [
  [0.31, 0.165, 0.115, 0.37],
  [0.27, 0.14, 0.105, 0.33],
  [0.36, 0.21, 0.15, 0.4],
  [0.13, 0.135, 0.145, 0.16],
  [0.19, 0.175, 0.165, 0.22],
  [0.22, 0.13, 0.1, 0.28],
];

export interface RoadOptions {
  readonly width: number;
  readonly surface: "asphalt" | "gravel";
  readonly markings?: boolean;
}

export function road(ground: Ground, line: readonly Point[], { width, surface, markings = false }: RoadOptions): void {
  const base = surface === "asphalt" ? asphalt : gravel;
  paintAlong(ground, line, width, (place, { distance, along, across }) => {
    const wobble = surface === "gravel" ? 0.4 * turbulence(place, 5, 3, 91) : 0;
    const cover = coverage(distance - width / 2 + wobble, ground.pixel);
    if (cover <= 0) return undefined;
    const wheel = surface === "gravel" ? coverage(0.45 - Math.abs(distance), 0.4) : 1;
    const worn = 1 + 0.12 * turbulence(place, 12, 3, 92) + 0.07 * turbulence([along, across * 12], 8, 3, 93) + 0.05 * turbulence(place, 0.8, 2, 94);
    let material = times(mix(lawn, base, surface === "gravel" ? 0.45 + 0.55 * wheel : 1), worn);
    if (markings) {
      const dash = Math.floor(along / 4.5) % 2 === 0 ? coverage(distance - 0.12, ground.pixel) : 0;
      const edges = coverage(Math.abs(distance - (width / 2 - 0.35)) - 0.09, ground.pixel);
      material = mix(material, paintWhite, Math.max(dash, edges) * 0.8);
    }
    return { cover, material, level: true };
  });
}

interface Frame {
  readonly center: Point;
  /** Direction of the long side, radians. */
  readonly angle: number;
}

function toFrame([x, y]: Point, { center: [cx, cy], angle }: Frame): Point {
  const dx = x - cx;
  const dy = y - cy;
  return [dx * Math.cos(angle) + dy * Math.sin(angle), dy * Math.cos(angle) - dx * Math.sin(angle)];
}

function fromFrame([u, v]: Point, { center: [cx, cy], angle }: Frame): Point {
  return [cx + u * Math.cos(angle) - v * Math.sin(angle), cy + u * Math.sin(angle) + v * Math.cos(angle)];
}

function square(frame: Frame, reach: number) {
  const [x, y] = frame.center;
  return { west: x - reach, east: x + reach, north: y - reach, south: y + reach };
}

interface Size {
  readonly length: number;
  readonly depth: number;
}

/** A gabled or hipped roof over a rectangle, eaves at `eaves` metres. */
function pitched(ground: Ground, frame: Frame, { length, depth }: Size, { eaves, material, hipped, seed }: { eaves: number; material: Material; hipped: boolean; seed: number }): void {
  paint(ground, square(frame, Math.hypot(length, depth) / 2 + 1), (place) => {
    const [u, v] = toFrame(place, frame);
    const outside = Math.max(Math.abs(u) - length / 2, Math.abs(v) - depth / 2);
    const cover = coverage(outside, ground.pixel);
    if (cover <= 0) return undefined;
    const slope = Math.min(depth / 2 - Math.abs(v), hipped ? length / 2 - Math.abs(u) : Infinity);
    const ridge = coverage(Math.abs(v) - 0.12, ground.pixel) * (Math.abs(u) < length / 2 - (hipped ? depth / 2 : 0) ? 0.25 : 0);
    const tiles = 1 + 0.06 * turbulence([u * 3, v], 0.7, 2, seed) + 0.1 * turbulence(place, 4, 3, seed + 1);
    return { cover, material: times(mix(material, concrete, ridge), tiles), height: eaves + 0.62 * Math.max(0, slope) };
  });
}

function flat(ground: Ground, frame: Frame, { length, depth }: Size, { top, material, seed }: { top: number; material: Material; seed: number }): void {
  paint(ground, square(frame, Math.hypot(length, depth) / 2 + 1), (place) => {
    const [u, v] = toFrame(place, frame);
    const cover = coverage(Math.max(Math.abs(u) - length / 2, Math.abs(v) - depth / 2), ground.pixel);
    if (cover <= 0) return undefined;
    return { cover, material: times(material, 1 + 0.06 * turbulence(place, 5, 3, seed) + 0.03 * turbulence([u * 2, 0], 1, 1, seed)), height: top };
  });
}

/** A house, perhaps with a wing, on its plot: lawn, drive, shed, bushes, sometimes a pool. `frame.angle` runs along the street. */
export function plot(ground: Ground, frame: Frame, size: Size, random: Random): void {
  const seed = Math.floor(random() * 1e6);
  paint(ground, square(frame, Math.hypot(size.length, size.depth) / 2), (place) => {
    const [u, v] = toFrame(place, frame);
    const outside = Math.max(Math.abs(u) - size.length / 2 + 0.4, Math.abs(v) - size.depth / 2);
    const dry = 0.5 * turbulence([u + seed, v], 15, 3, seed);
    return { cover: coverage(outside, 0.5), level: true, material: times(mix(lawn, gravel, Math.max(0, dry) * 0.6), 1 + 0.2 * turbulence(place, 1.5, 3, seed)) };
  });
  const house = { length: between(random, 9, 14), depth: between(random, 7, 9.5) };
  const at: Frame = { center: fromFrame([between(random, -2.5, 2.5), between(random, -3, 1)], frame), angle: frame.angle + between(random, -0.04, 0.04) + (random() < 0.25 ? Math.PI / 2 : 0) };
  const driveAt = (random() < 0.5 ? -1 : 1) * (size.length / 2 - 2.2);
  block(ground, { center: fromFrame([driveAt, -size.depth / 4 - 1], frame), angle: frame.angle }, { length: 3, depth: size.depth / 2 + 2 }, pick(random, [asphalt, concrete, gravel]), seed);
  if (random() < 0.6) car(ground, { center: fromFrame([driveAt, -size.depth / 4], frame), angle: frame.angle + Math.PI / 2 }, random);
  const material = times(pick(random, roofs), between(random, 0.85, 1.15));
  const hipped = random() < 0.4;
  const eaves = between(random, 3, 5.5);
  pitched(ground, at, house, { eaves, material, hipped, seed });
  if (random() < 0.45) {
    const side = random() < 0.5 ? -1 : 1;
    const wing: Frame = { center: fromFrame([(side * house.length) / 4, house.depth / 2], at), angle: at.angle + Math.PI / 2 };
    pitched(ground, wing, { length: house.depth * 0.9, depth: house.length * 0.42 }, { eaves: eaves - 0.4, material, hipped, seed });
  }
  flat(ground, { center: fromFrame([house.length * 0.2, 0.9], at), angle: at.angle }, { length: 0.8, depth: 0.8 }, { top: eaves + 0.31 * house.depth + 1, material: roofs[1]!, seed });
  if (random() < 0.5) flat(ground, { center: fromFrame([-driveAt, size.depth / 2 - 3], frame), angle: frame.angle }, { length: between(random, 2.5, 4.5), depth: 2.5 }, { top: 2.3, material: pick(random, [...roofs, concrete]), seed });
  if (random() < 0.22) block(ground, { center: fromFrame([between(random, -3, 3), size.depth / 2 - 5], frame), angle: frame.angle }, { length: 8, depth: 4 }, pool, seed, concrete);
  for (let k = Math.floor(between(random, 2, 7)); k > 0; k--) {
    tree(ground, fromFrame([between(random, -size.length / 2, size.length / 2), size.depth * between(random, 0.18, 0.5)], frame), between(random, 0.7, 2.6), random);
  }
}

function block(ground: Ground, frame: Frame, { length, depth }: Size, material: Material, seed: number, rim?: Material): void {
  paint(ground, square(frame, Math.hypot(length, depth) / 2 + 1), (place) => {
    const [u, v] = toFrame(place, frame);
    const outside = Math.max(Math.abs(u) - length / 2, Math.abs(v) - depth / 2);
    const inner = rim ? mix(rim, material, coverage(outside + 0.7, ground.pixel)) : material;
    return { cover: coverage(outside, ground.pixel), level: true, material: times(inner, 1 + 0.08 * turbulence(place, 3, 3, seed)) };
  });
}

const carPaint: readonly Material[] = [
  [0.6, 0.6, 0.6, 0.6], [0.05, 0.05, 0.055, 0.05], [0.3, 0.31, 0.32, 0.33], [0.35, 0.05, 0.05, 0.3], [0.06, 0.1, 0.26, 0.2], [0.45, 0.45, 0.44, 0.45],
];

export function car(ground: Ground, frame: Frame, random: Random): void {
  const body = pick(random, carPaint);
  paint(ground, square(frame, 3.5), (place) => {
    const [u, v] = toFrame(place, frame);
    const cover = coverage(Math.max(Math.abs(u) - 2.15, Math.abs(v) - 0.9), ground.pixel);
    const glass = Math.abs(Math.abs(u + 0.2) - 1) < 0.3 && Math.abs(v) < 0.75;
    return { cover, material: glass ? [0.06, 0.06, 0.07, 0.05] : body, height: Math.abs(u + 0.2) < 1.1 ? 1.45 : 0.9 };
  });
}

/** A flat hall with roof lights and ducts, and its yard with rows of cars. */
export function hall(ground: Ground, frame: Frame, size: Size, random: Random): void {
  const yard = { length: size.length + 26, depth: size.depth + 10 };
  block(ground, { center: fromFrame([9, 0], frame), angle: frame.angle }, yard, times(asphalt, 1.25), 17);
  flat(ground, frame, size, { top: 7.5, material: [0.43, 0.43, 0.42, 0.42], seed: 18 });
  flat(ground, frame, { length: size.length - 1.2, depth: size.depth - 1.2 }, { top: 7, material: [0.34, 0.34, 0.33, 0.35], seed: 19 });
  for (let u = -size.length / 2 + 5; u < size.length / 2 - 3; u += 7) {
    for (const v of [-size.depth / 4, size.depth / 4]) {
      flat(ground, { center: fromFrame([u, v], frame), angle: frame.angle }, { length: 1.6, depth: 5 }, { top: 8, material: [0.5, 0.53, 0.55, 0.45], seed: 20 });
    }
    if (random() < 0.5) flat(ground, { center: fromFrame([u + 2.5, between(random, -2, 2)], frame), angle: frame.angle }, { length: 2.2, depth: 1.8 }, { top: 9, material: concrete, seed: 21 });
  }
  for (const row of [size.length / 2 + 4.5, size.length / 2 + 14.5]) {
    for (let v = -size.depth / 2; v < size.depth / 2; v += 2.7) {
      const bay: Frame = { center: fromFrame([row, v], frame), angle: frame.angle };
      block(ground, { center: fromFrame([row, v + 1.35], frame), angle: frame.angle }, { length: 4.8, depth: 0.16 }, paintWhite, 22);
      if (random() < 0.62) car(ground, { ...bay, angle: bay.angle + (random() < 0.5 ? Math.PI : 0) }, random);
    }
  }
}

/** Whether a place keeps `clearance` metres to every line. */
export function clearOf(place: Point, lines: readonly (readonly Point[])[], clearance: number): boolean {
  return lines.every((line) => distanceToLine(place, line).distance > clearance);
}

/** Whether a place lies inside a convex outline. */
export function within(place: Point, corners: readonly Point[]): boolean {
  return distanceToPolygon(place, corners) < 0;
}
