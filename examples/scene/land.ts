/** Open country: fields with rows, a river, a wood. */
import {
  between, boxOf, coverage, distanceToPolygon, mix, paint, paintAlong, pick, times, turbulence,
  type Ground, type Material, type Point, type Random,
} from "./ground.js";
import { tree } from "./trees.js";

const soil: Material = [0.23, 0.17, 0.115, 0.3];
const wetSoil: Material = [0.13, 0.1, 0.07, 0.19];
const grass: Material = [0.085, 0.125, 0.06, 0.37];
const dryGrass: Material = [0.2, 0.19, 0.11, 0.33];
const stubble: Material = [0.29, 0.25, 0.155, 0.38];
const beet: Material = [0.05, 0.1, 0.04, 0.5];
const barley: Material = [0.1, 0.14, 0.06, 0.43];
const rape: Material = [0.24, 0.25, 0.055, 0.5];
const water: Material = [0.035, 0.055, 0.06, 0.02];
const shallow: Material = [0.11, 0.115, 0.085, 0.07];

type Crop = (place: Point, along: Point, seed: number) => { readonly material: Material; readonly height?: number };

/** Position across and along the rows, in metres, with a little unsteadiness of the tractor. */
function rowPlace([x, y]: Point, [dx, dy]: Point, seed: number): { across: number; along: number } {
  const along = x * dx + y * dy;
  return { along, across: y * dx - x * dy + 0.35 * turbulence([along, seed], 40, 2, seed) };
}

/** 0..1, a smooth comb of the given period whose ridges take `duty` of it. */
function comb(value: number, period: number, duty: number): number {
  const phase = value / period - Math.floor(value / period);
  const d = Math.abs(phase - 0.5) * 2; // 1 between the ridges, 0 on them
  return Math.min(1, Math.max(0, (duty - d) / 0.3 + 0.5));
}

const crops: readonly Crop[] = [
  (place, along, seed) => {
    // ploughed: damp patches and broad passes
    const rows = comb(rowPlace(place, along, seed).across, 2.4, 0.5);
    const damp = 0.5 + 0.7 * turbulence(place, 50, 5, seed);
    return { material: times(mix(soil, wetSoil, Math.min(1, Math.max(0, damp))), 0.88 + 0.16 * rows + 0.14 * turbulence(place, 2, 3, seed)) };
  },
  (place, along, seed) => {
    // cereal with tramlines every 15 m
    const { across } = rowPlace(place, along, seed);
    const tram = Math.max(comb(across, 15, 0.06), comb(across - 1.8, 15, 0.06));
    const thin = Math.max(0, turbulence(place, 35, 4, seed)) * 0.6;
    return { material: times(mix(mix(barley, soil, thin), soil, 0.6 * tram), 1 + 0.16 * turbulence(place, 1.6, 3, seed)), height: 0.6 - 0.5 * tram };
  },
  (place, along, seed) => {
    // row crop on bare soil
    const row = comb(rowPlace(place, along, seed).across, 1.5, 0.55);
    const gaps = turbulence(place, 3, 3, seed) > 0.45 ? 0.35 : 1;
    const vigour = 0.75 + 0.35 * turbulence(place, 60, 3, seed);
    return { material: times(mix(soil, beet, row * gaps * Math.min(1, vigour)), 1 + 0.1 * turbulence(place, 1, 2, seed)), height: 0.35 * row * gaps };
  },
  (place, along, seed) => {
    // stubble with swaths of straw
    const swath = comb(rowPlace(place, along, seed).across, 6.2, 0.22) * (0.7 + 0.5 * turbulence(place, 4, 2, seed));
    return { material: times(mix(stubble, [0.42, 0.37, 0.25, 0.48], swath), 1 + 0.12 * turbulence(place, 2.5, 4, seed)), height: 0.25 * swath };
  },
  (place, _along, seed) => {
    // meadow, grazed unevenly
    const dry = 0.35 + 0.8 * turbulence(place, 45, 5, seed);
    return { material: times(mix(grass, dryGrass, Math.min(1, Math.max(0, dry))), 1 + 0.22 * turbulence(place, 2.2, 4, seed + 5)) };
  },
  (place, along, seed) => {
    // vines: 3 m rows with grass between
    const { across, along: way } = rowPlace(place, along, seed);
    const plant = 0.75 + 0.4 * turbulence([way, Math.round(across / 3) * 7], 1.3, 2, seed);
    const row = comb(across, 3, 0.38) * Math.min(1, plant);
    const sward = mix(dryGrass, soil, 0.5 + 0.5 * turbulence(place, 12, 3, seed));
    return { material: times(mix(sward, [0.05, 0.085, 0.035, 0.43], row), 1 + 0.15 * turbulence(place, 1, 2, seed)), height: 1.6 * row };
  },
  (place, _along, seed) => ({ material: times(mix(rape, barley, 0.3 + 0.3 * turbulence(place, 30, 4, seed)), 1 + 0.1 * turbulence(place, 1.5, 3, seed)), height: 0.9 }),
];

/** Cuts the square [-margin, size + margin] into fields along a common, rotated direction, and sows each. */
export function fields(ground: Ground, random: Random): Point[][] {
  const size = ground.side * ground.pixel;
  const angle = 0.3;
  const turn = ([u, v]: Point): Point => [
    size / 2 + u * Math.cos(angle) - v * Math.sin(angle),
    size / 2 + u * Math.sin(angle) + v * Math.cos(angle),
  ];
  const half = size * 0.75;
  const found: Point[][] = [];
  const cut = (corners: readonly Point[], depth: number): void => {
    const [a, b, c, d] = corners as [Point, Point, Point, Point];
    const wide = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const tall = Math.hypot(d[0] - a[0], d[1] - a[1]);
    if (Math.max(wide, tall) < between(random, 60, 110) || depth > 7) {
      found.push(corners.map(turn));
      return;
    }
    const at = (p: Point, q: Point, t: number): Point => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
    const t = between(random, 0.35, 0.65);
    const skew = between(random, -0.05, 0.05);
    if (wide > tall) {
      const top = at(a, b, t + skew);
      const bottom = at(d, c, t - skew);
      cut([a, top, bottom, d], depth + 1);
      cut([top, b, c, bottom], depth + 1);
    } else {
      const left = at(a, d, t + skew);
      const right = at(b, c, t - skew);
      cut([a, b, right, left], depth + 1);
      cut([left, right, c, d], depth + 1);
    }
  };
  cut([[-half, -half], [half, -half], [half, half], [-half, half]], 0);
  const order = [...crops].sort(() => random() - 0.5);
  found.forEach((corners, k) => sow(ground, corners, order[k % order.length]!, random));
  for (const corners of found) if (random() < 0.6) hedge(ground, corners, random);
  return found;
}

function sow(ground: Ground, corners: readonly Point[], crop: Crop, random: Random): void {
  const seed = Math.floor(random() * 1e6);
  const side = pick(random, [0, 1] as const);
  const [ax, ay] = corners[side]!;
  const [bx, by] = corners[side + 1]!;
  const length = Math.hypot(bx - ax, by - ay);
  const along: Point = [(bx - ax) / length, (by - ay) / length];
  paint(ground, boxOf(corners, 1), (place) => {
    const inside = distanceToPolygon(place, corners);
    if (inside > 1) return undefined;
    const margin = coverage(inside + 1.6 + 0.9 * turbulence(place, 6, 3, seed), 0.8);
    const { material, height } = crop(place, along, seed);
    const verge = times(mix(grass, dryGrass, 0.5 + 0.5 * turbulence(place, 9, 3, seed + 9)), 1 + 0.2 * turbulence(place, 1.5, 3, seed));
    const sown = mix(verge, material, margin);
    return { cover: coverage(inside, ground.pixel), material: sown, ...(height === undefined ? {} : { height: height * margin }) };
  });
}

/** Bushes and single trees along one side of a field. */
function hedge(ground: Ground, corners: readonly Point[], random: Random): void {
  const k = Math.floor(random() * 4);
  const [ax, ay] = corners[k]!;
  const [bx, by] = corners[(k + 1) % 4]!;
  const length = Math.hypot(bx - ax, by - ay);
  for (let at = 0; at < length; at += between(random, 1.2, 5)) {
    if (turbulence([at, k * 50], 14, 2, Math.floor(ax)) < -0.15) continue;
    const t = at / length;
    const radius = random() < 0.2 ? between(random, 2, 3.6) : between(random, 0.8, 1.7);
    tree(ground, [ax + (bx - ax) * t + normalish(random), ay + (by - ay) * t + normalish(random)], radius, random);
  }
}

function normalish(random: Random): number {
  return between(random, -0.7, 0.7);
}

/** Half the width of the stream at a place, metres. */
function halfWidth(place: Point, width: number): number {
  return (width / 2) * (1 + 0.35 * turbulence(place, 40, 3, 71));
}

/** A meandering stream: water, shoals and a grassy bank. */
export function river(ground: Ground, line: readonly Point[], width: number): void {
  paintAlong(ground, line, 1.5 * width + 10, (place, { distance, across }) => {
    const edge = distance - halfWidth(place, width) - 1.2 * turbulence(place, 7, 4, 72);
    if (edge > 7) return undefined;
    if (edge > 0) {
      const bank = mix(mix(dryGrass, soil, 0.4), grass, Math.min(1, edge / 2.5));
      return { cover: Math.min(1, (7 - edge) / 3), level: true, material: times(bank, 1 + 0.3 * turbulence(place, 2, 4, 73)) };
    }
    const shoal = Math.min(1, Math.max(0, 1 + edge / (2.2 + (across > 0 ? 1.5 : 0)) + 0.5 * turbulence(place, 9, 3, 74)));
    const ripple = 1 + 0.08 * turbulence(place, 1.6, 2, 75) + 0.12 * turbulence(place, 18, 3, 76);
    return { cover: coverage(edge, ground.pixel), level: true, material: times(mix(water, shallow, shoal * shoal), ripple) };
  });
}

/** Trees on both banks of the stream, where `free` lets them stand. */
export function riversideTrees(ground: Ground, line: readonly Point[], width: number, { random, free }: { random: Random; free: (place: Point) => boolean }): void {
  for (let k = 0; k + 1 < line.length; k++) {
    const [ax, ay] = line[k]!;
    const [bx, by] = line[k + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    for (let n = 0; n < 4; n++) {
      const t = random();
      const off = (random() < 0.5 ? -1 : 1) * (halfWidth([ax, ay], width) + between(random, 1.5, 7));
      const place: Point = [ax + (bx - ax) * t - ((by - ay) / length) * off, ay + (by - ay) * t + ((bx - ax) / length) * off];
      const radius = between(random, 1.3, 4);
      if (free(place)) tree(ground, place, radius, random);
    }
  }
}

/** Grazed and mown grass inside a convex outline, its edge uneven. */
export function green(ground: Ground, corners: readonly Point[]): void {
  paint(ground, boxOf(corners, 2), (place) => {
    const inside = distanceToPolygon(place, corners) + 1.5 * turbulence(place, 8, 3, 77);
    const dry = 0.45 + 0.7 * turbulence(place, 24, 5, 78);
    return { cover: coverage(inside, 1), level: true, material: times(mix(grass, dryGrass, Math.min(1, Math.max(0, dry))), 1 + 0.2 * turbulence(place, 2, 4, 79)) };
  });
}

/** A closed stand: crowns as dense as they grow, with a few clearings. */
export function wood(ground: Ground, corners: readonly Point[], random: Random): void {
  const { west, east, north, south } = boxOf(corners);
  paint(ground, { west, east, north, south }, (place) => ({
    cover: distanceToPolygon(place, corners) < 0 ? 1 : 0,
    material: times(mix([0.06, 0.06, 0.04, 0.2], grass, 0.4), 1 + 0.3 * turbulence(place, 2, 3, 81)),
  }));
  const count = ((east - west) * (south - north)) / 9;
  for (let k = 0; k < count; k++) {
    const place: Point = [between(random, west, east), between(random, north, south)];
    if (distanceToPolygon(place, corners) > -0.5 + 2 * turbulence(place, 14, 2, 82) || turbulence(place, 30, 3, 83) > 0.55) continue;
    tree(ground, place, between(random, 1.6, 3.8), random);
  }
}
