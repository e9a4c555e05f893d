/**
 * The ground that a synthetic scene is painted on: reflectance in four bands and height in metres, on a square grid.
 * Light comes last (light.ts), from the heights, so that shading and cast shadows need no painting of their own.
 */
export type Material = readonly [red: number, green: number, blue: number, nir: number];
export type Point = readonly [x: number, y: number];

export const BANDS = 4;

export interface Ground {
  /** Pixels along one side. */
  readonly side: number;
  /** Metres per pixel; x grows to the east, y to the south, (0, 0) is the outer corner of the first pixel. */
  readonly pixel: number;
  /** Band by band, row-major. */
  readonly reflectance: readonly Float64Array[];
  readonly height: Float64Array;
}

export function bareGround(side: number, pixel: number): Ground {
  const plane = () => new Float64Array(side * side);
  return { side, pixel, reflectance: Array.from({ length: BANDS }, plane), height: plane() };
}

/** Uniform in [0, 1), the same on every machine (mulberry32). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** Smooth noise of about unit feature size in [-1, 1], addressed by place. */
export function valueNoise(x: number, y: number, seed: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const u = fade(x - i);
  const v = fade(y - j);
  const top = lattice(i, j, seed) * (1 - u) + lattice(i + 1, j, seed) * u;
  const bottom = lattice(i, j + 1, seed) * (1 - u) + lattice(i + 1, j + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

/** Octaves of value noise, the coarsest `size` metres wide; about [-1, 1]. */
export function turbulence([x, y]: Point, size: number, octaves: number, seed: number): number {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let k = 0; k < octaves; k++) {
    const f = 2 ** k / size;
    sum += weight * valueNoise(x * f, y * f, seed + 31 * k);
    total += weight;
    weight *= 0.6;
  }
  return sum / total;
}

function fade(t: number): number {
  return t * t * (3 - 2 * t);
}

function lattice(i: number, j: number, seed: number): number {
  let h = (Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 31 - 1;
}

export interface Box {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

export function boxOf(points: readonly Point[], margin = 0): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { west: Math.min(...xs) - margin, east: Math.max(...xs) + margin, north: Math.min(...ys) - margin, south: Math.max(...ys) + margin };
}

/** What a brush lays on one place: how much of the pixel it covers (0..1), what it is made of and how high it stands. */
export interface Dab {
  readonly cover: number;
  readonly material: Material;
  /** Stands this high, unless something higher stands there. Absent: the height stays as it is. */
  readonly height?: number;
  /** Clears what stood here. */
  readonly level?: boolean;
}

/** Runs `brush` over the pixel centres of `box` (metres). Heights count where the brush covers half of the pixel. */
export function paint(ground: Ground, box: Box, brush: (place: Point) => Dab | undefined): void {
  const { side, pixel, reflectance, height } = ground;
  const clip = (metres: number) => Math.min(side, Math.max(0, Math.floor(metres / pixel)));
  for (let i = clip(box.north); i < clip(box.south + pixel); i++) {
    for (let j = clip(box.west); j < clip(box.east + pixel); j++) {
      const dab = brush([(j + 0.5) * pixel, (i + 0.5) * pixel]);
      if (dab === undefined || dab.cover <= 0) continue;
      const at = i * side + j;
      const cover = Math.min(1, dab.cover);
      for (let b = 0; b < BANDS; b++) reflectance[b]![at] = reflectance[b]![at]! * (1 - cover) + dab.material[b]! * cover;
      if (cover <= 0.5) continue;
      if (dab.level) height[at] = 0;
      if (dab.height !== undefined) height[at] = Math.max(height[at]!, dab.height);
    }
  }
}

/** Runs `brush` over the places less than `reach` metres from a line. */
export function paintAlong(ground: Ground, line: readonly Point[], reach: number, brush: (place: Point, to: ReturnType<typeof distanceToLine>) => Dab | undefined): void {
  const step = 16 * ground.pixel; // whole cells far from the line are not asked
  const { west, east, north, south } = boxOf(line, reach);
  const size = ground.side * ground.pixel;
  for (let y = Math.max(0, Math.floor(north / step) * step); y < Math.min(size, south); y += step) {
    for (let x = Math.max(0, Math.floor(west / step) * step); x < Math.min(size, east); x += step) {
      if (distanceToLine([x + step / 2, y + step / 2], line).distance > reach + step) continue;
      const cell = { west: x, north: y, east: x + step - ground.pixel, south: y + step - ground.pixel };
      paint(ground, cell, (place) => brush(place, distanceToLine(place, line)));
    }
  }
}

/** Signed distance in metres to a convex polygon with corners in clockwise order on the picture: negative inside. */
export function distanceToPolygon([x, y]: Point, corners: readonly Point[]): number {
  let distance = -Infinity;
  for (let k = 0; k < corners.length; k++) {
    const [ax, ay] = corners[k]!;
    const [bx, by] = corners[(k + 1) % corners.length]!;
    const length = Math.hypot(bx - ax, by - ay);
    distance = Math.max(distance, ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length);
  }
  return distance;
}

/** Distance to a polyline, the way along it, and the side (negative = left of its direction), in metres. */
export function distanceToLine([x, y]: Point, line: readonly Point[]): { distance: number; along: number; across: number } {
  let best = { distance: Infinity, along: 0, across: 0 };
  let before = 0;
  for (let k = 0; k + 1 < line.length; k++) {
    const [ax, ay] = line[k]!;
    const [bx, by] = line[k + 1]!;
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.hypot(dx, dy);
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length ** 2));
    const distance = Math.hypot(x - ax - t * dx, y - ay - t * dy);
    if (distance < best.distance) {
      const side = dx * (y - ay) - dy * (x - ax);
      best = { distance, along: before + t * length, across: side < 0 ? -distance : distance };
    }
    before += length;
  }
  return best;
}

/** Coverage of a pixel of `size` metres whose centre is `distance` outside an edge. */
export function coverage(distance: number, size: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance / size));
}

export function mix(a: Material, b: Material, share: number): Material {
  return [0, 1, 2, 3].map((k) => a[k]! * (1 - share) + b[k]! * share) as unknown as Material;
}

export function times(a: Material, factor: number): Material {
  return [a[0] * factor, a[1] * factor, a[2] * factor, a[3] * factor];
}
